"""A run that is told to stop (SIGTERM, Ctrl-C, its time is over) does so between two steps, where nothing is half done.

Handlers of signals raise, in the main thread, at any line. Raised within an import, the import lock stays taken for
ever; raised within DuckDB, which imports modules while it reads a frame, it is taken for a module that is missing. So
the body of a flow runs in a thread of its own, and the main thread, which does nothing but wait, passes on what it is
told: the body asks `stop_if_told` at its safe points.
"""

import math
import threading
import time
from collections.abc import Callable
from contextvars import copy_context
from typing import TypeVar

from flows.workforce import abandon

T = TypeVar("T")

_PAUSE_SECONDS = 0.02
# The longest step between two safe points is some minutes of one statement in the largest warehouses. What takes longer
# hangs, and ends with the process.
_PATIENCE_SECONDS = 600.0
_told: list[BaseException] = []
_waiting = [False]


class StoppedError(BaseException):
    """A body was told to stop; no handler of ordinary errors is to take it for one."""


def run_stoppably(body: Callable[[], T]) -> T:
    """Run the body of a flow → what it returns, also where it was told to stop after its last safe point.

    Raises what the body raises, and where it stopped what a handler raised.
    """
    returned: list[T] = []
    raised: list[BaseException] = []

    def run() -> None:
        try:
            returned.append(body())
        except BaseException as error:  # noqa: BLE001  it is raised where the body is waited for
            raised.append(error)

    _told.clear()
    thread = threading.Thread(target=copy_context().run, args=(run,), name="flow", daemon=True)
    try:
        thread.start()
        _wait_for(thread)
    except BaseException as told:
        _told.append(told)
        abandon()
        # a second signal does not wait: the process ends, and what is not committed with it
        _wait_for(thread, _PATIENCE_SECONDS)
        if not returned:
            raise
    if raised:
        raise raised[0]
    return returned[0]


def stop_if_told() -> None:
    """A safe point of a body: raises StoppedError where it is to stop."""
    if _told:
        raise StoppedError


def stopping_between(advance: Callable[[int], None]) -> Callable[[int], None]:
    """The function that moves a bar on, as a safe point."""

    def move(units: int) -> None:
        stop_if_told()
        advance(units)

    return move


def can_be_told() -> bool:
    """Whether a handler may raise: a body is waited for, or has been told and has ended."""
    return _waiting[0] or bool(_told)


def _wait_for(thread: threading.Thread, seconds: float = math.inf) -> None:
    until = time.monotonic() + seconds
    _waiting[0] = True
    try:
        while thread.is_alive() and time.monotonic() < until:
            time.sleep(_PAUSE_SECONDS)  # takes no lock that a handler could leave taken
    finally:
        _waiting[0] = False

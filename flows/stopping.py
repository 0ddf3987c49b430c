"""A command that is told to stop (SIGTERM, Ctrl-C) does so between two steps, where nothing is half done.

A handler that raises can hit any line. Hit within an import it leaves the import lock taken for ever, and DuckDB, which
imports modules while it reads a frame, takes what is raised there for a module that is missing. So the handler only
takes note, and ends what somebody may be waiting for; the flow asks `stop_if_told` at its safe points.

A run that a worker started is told by Prefect, whose handler stays: it answers the runner, which ends the process
itself where that does not end in time.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_told: list[int] = []
_listening: list[Callable[[], None]] = []


class StoppedError(BaseException):
    """This run was told to stop; no handler of ordinary errors is to take it for one."""

    def __init__(self, number: int) -> None:
        super().__init__(f"told to stop ({signal.Signals(number).name})")
        self.exit_status = 128 + number


@contextmanager
def listening(abandon: Callable[[], None]) -> Iterator[None]:
    """Within the block the signals are taken note of, once; the second ends the process where it stands.

    `abandon` is called by the handler, at any line: it takes no locks, and lets what is waited for end soon.
    """
    before = {number: signal.signal(number, _take_note) for number in _SIGNALS}
    _listening.append(abandon)
    try:
        yield
    finally:
        _listening.pop()
        _told.clear()
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def stoppable() -> Iterator[None]:
    """The body of a flow: Prefect's own handler rests where a command is listening.

    Raises StoppedError at `stop_if_told`, and for any error that comes after the signal: it comes of it.
    """
    before = signal.signal(signal.SIGTERM, _take_note) if _listening else None
    try:
        yield
    except Exception:
        stop_if_told()
        raise
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)


def stop_if_told() -> None:
    """A safe point: raises StoppedError where the signal came."""
    if _told:
        raise StoppedError(_told[0])


def stopping_between(advance: Callable[[int], None]) -> Callable[[int], None]:
    """The function that moves a bar on, as a safe point."""

    def move(units: int) -> None:
        stop_if_told()
        advance(units)

    return move


def _take_note(number: int, _frame: FrameType | None) -> None:
    if _told:
        os.write(sys.stderr.fileno(), b"\ncopydesk: ended at once. What was not committed is rolled back.\n")
        os._exit(128 + number)
    _told.append(number)
    for abandon in _listening:
        abandon()

"""A command that is told to stop (SIGTERM, Ctrl-C) ends cleanly, and says what became of its work."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import typer
from rich.text import Text

from flows.commands.common import errors

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class _StoppedError(BaseException):
    """A signal came; no handler of ordinary errors is to take it for one."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.exit_status = 128 + number


@contextmanager
def told_when_stopped(warehouse: Path) -> Iterator[None]:
    """When told to stop, roll back what is not committed, say which it was, and end with status 143 (130: Ctrl-C).

    What is committed by then is published first, and the command ends as if nobody had told it to stop. While a flow
    runs Prefect catches SIGTERM, lets the flow stop (flows/stopping.py), and then passes it on to this.
    """
    # what a shell's background job is to ignore stays ignored
    heard = [number for number in _SIGNALS if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, _stop) for number in heard}
    loads = _loads(warehouse)
    try:
        yield
    except _StoppedError as stopped:
        for number in heard:  # once is enough: what follows takes no time
            signal.signal(number, signal.SIG_IGN)
        errors.print(Text(f"copydesk: stopped. {_what_became_of_it(loads, _loads(warehouse))}", style="yellow"))
        raise typer.Exit(stopped.exit_status) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, _frame: FrameType | None) -> None:
    stopping = sys.modules.get("flows.stopping")
    if stopping is not None and stopping.can_be_told():
        raise _StoppedError(number)
    # Before the flow and after it nothing is under way, and an import that is may not be broken off: see flows/stopping
    os.write(sys.stderr.fileno(), b"copydesk: stopped. Nothing was under way.\n")
    os._exit(128 + number)


def _what_became_of_it(before: tuple[frozenset[str], ...] | None, after: tuple[frozenset[str], ...] | None) -> str:
    if before is None or after is None:
        return "The warehouse is whole; copydesk verify says what stands in it."
    (published_before, _), (published, private) = before, after
    if published - published_before:
        return "It had finished: what it loaded is published."
    if private - published:
        return "What it loaded is kept and is published by the next load; readers see the last published state."
    return "It was rolled back: nothing of it is kept, the published warehouse is as it was."


def _loads(warehouse: Path) -> tuple[frozenset[str], frozenset[str]] | None:
    """The loads in the published file and in the private one; None where they cannot be read now."""
    from flows.warehouse import WarehouseError
    from flows.warehouse.publish import Files
    from flows.warehouse.state import read_published_state

    files = Files(warehouse.resolve())
    try:
        states = [read_published_state(file) for file in (files.published, files.private)]
    except (WarehouseError, OSError):
        return None
    published, private = (state.loads if state else frozenset() for state in states)
    return published, private

"""A command that is told to stop (SIGTERM, Ctrl-C) ends cleanly, and says what became of its work."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.text import Text

from flows.commands.common import errors
from flows.stopping import StoppedError, listening


@contextmanager
def told_when_stopped(warehouse: Path) -> Iterator[None]:
    """When told to stop, roll back what is not committed, say which it was, and end with status 143 (130: Ctrl-C).

    What is already committed is published first: then the command ends as if nobody had told it to stop.
    """
    from flows.workforce import abandon

    before = _loads(warehouse)
    try:
        with listening(abandon):
            yield
    except StoppedError as stopped:
        errors.print(Text(f"copydesk: stopped. {_what_became_of_it(before, _loads(warehouse))}", style="yellow"))
        raise typer.Exit(stopped.exit_status) from None


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

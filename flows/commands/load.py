"""`copydesk load`."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from flows.commands.common import NOT_PUBLISHED, PUBLISHED, errors, refuse, settings_from
from flows.intake import MissingPathError, find

if TYPE_CHECKING:
    from flows.outcome import Outcome


def load(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH", help="Files and folders (default: $COPYDESK_INBOX).")
    ] = None,
    warehouse: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The DuckDB file to publish (default: $COPYDESK_WAREHOUSE).")
    ] = None,
    batch_size: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Articles parsed and checked together (default: 2000).")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Parsing processes (default: one a core).")
    ] = None,
) -> None:
    """Load the articles in files and folders: parse, check, publish.

    Files that are in the warehouse as they are stay untouched.

    What cannot be read or fails a check is held in the table quarantine, with a code and a reason.

    Exit status: 0 published, or nothing was new; 1 nothing was published; 2 wrong usage.

    Example: copydesk load wire/ archive/2026 --warehouse news.duckdb
    """
    settings = settings_from(warehouse=warehouse, batch_size=batch_size, workers=workers)
    try:
        found = find(paths or [settings.inbox])
    except MissingPathError as error:
        refuse(f"{error}. Name files or folders, or set COPYDESK_INBOX.")
    # Prefect's log lines would run through the progress bar; the summary says what they say.
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
    from flows.workforce import dismiss, hire

    hire(settings, len(found))  # their imports run while Prefect starts
    try:
        outcome = _run(paths, warehouse, batch_size, workers)
    finally:
        dismiss()
    from flows.summary import show

    show(outcome)
    raise typer.Exit(NOT_PUBLISHED if outcome.status == "gate_closed" else PUBLISHED)


def _run(*parameters: Any) -> "Outcome":
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    from flows.load_articles import load_articles
    from flows.outcome import Outcome

    # Heartbeats tell a server of workers that died. A person sees the end of this run, and each run would wait for the
    # next whole second of the heartbeat's thread.
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        ended = load_articles(*parameters, return_state=True).result(raise_on_failure=False)
    if isinstance(ended, Outcome):
        return ended
    errors.print(Text(f"copydesk: nothing was published: {ended}", style="red"))
    raise typer.Exit(NOT_PUBLISHED)

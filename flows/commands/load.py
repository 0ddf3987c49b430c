"""`copydesk load`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.common import end_with, keep_prefect_quiet, refuse, run_flow, settings_from
from flows.commands.stopping import told_when_stopped
from flows.intake import MissingPathError, OutsideError, find

if TYPE_CHECKING:
    from flows.outcome import Outcome


def load(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="Files, folders, patterns, addresses (default: $COPYDESK_INBOX)."),
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
    rehash: Annotated[
        bool, typer.Option("--rehash", help="Read every file, also where its size and time are unchanged.")
    ] = False,
) -> None:
    """Load the articles in files and folders: parse, check, publish.

    Files that are in the warehouse as they are stay untouched.

    What cannot be read or fails a check is held in the table quarantine, with a code and a reason.

    Exit status: 0 published, or nothing was new; 1 nothing was published; 2 wrong usage;
    143 stopped by SIGTERM, 130 by Ctrl-C, and says whether it was rolled back.

    Example: copydesk load wire/ archive/2026 --warehouse news.duckdb
    """
    settings = settings_from(warehouse=warehouse, batch_size=batch_size, workers=workers)
    try:
        files = len(find(paths or [settings.inbox]))
    except MissingPathError as error:
        refuse(f"{error}. Name files or folders, or set COPYDESK_INBOX.")
    except OutsideError:  # the flow asks again
        files = 1
    keep_prefect_quiet()
    from flows.workforce import dismiss, hire

    hire(settings, files)  # their imports run while Prefect starts
    try:
        with told_when_stopped(settings.warehouse):
            outcome = _run(paths, warehouse, batch_size, workers, rehash)
    finally:
        dismiss()
    end_with(outcome)


def _run(*parameters: Any) -> "Outcome":
    from flows.load_articles import load_articles

    return run_flow(load_articles, *parameters)

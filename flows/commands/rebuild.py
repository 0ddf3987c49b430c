"""`copydesk rebuild`."""

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.common import NOT_PUBLISHED, PUBLISHED, keep_prefect_quiet, run_flow, settings_from
from flows.commands.stopping import told_when_stopped


def rebuild(
    stale: Annotated[bool, typer.Option("--stale", help="Only what another version of the parser made.")] = False,
    apply: Annotated[bool, typer.Option("--apply", help="Write and publish what is shown.")] = False,
    warehouse: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The published DuckDB file (default: $COPYDESK_WAREHOUSE).")
    ] = None,
    batch_size: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Articles parsed and checked together (default: 2000).")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Parsing processes (default: one a core).")
    ] = None,
) -> None:
    """Parse the texts that the warehouse keeps again, and show what would change: rows gained, lost and altered.

    No files are needed. Loads may run meanwhile. Nothing is written without --apply; with it, everything at once.

    Exit status: 0 shown or applied; 1 nothing was written because of an error or a check; 2 wrong usage;
    143 stopped by SIGTERM, 130 by Ctrl-C, and says whether it was rolled back.

    Example: copydesk rebuild --stale
    """
    settings = settings_from(warehouse=warehouse, batch_size=batch_size, workers=workers)
    keep_prefect_quiet()
    from flows.rebuild import rebuild as rebuild_flow
    from flows.rebuilt import Rebuilt, show

    with told_when_stopped(settings.warehouse):
        rebuilt = run_flow(rebuild_flow, stale, apply, warehouse, batch_size, workers, ends_in=Rebuilt)
    show(rebuilt)
    raise typer.Exit(NOT_PUBLISHED if rebuilt.status == "gate_closed" else PUBLISHED)

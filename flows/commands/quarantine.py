"""`copydesk quarantine list | show | replay`."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.commands.common import end_with, keep_prefect_quiet, refuse, run_flow, settings_from
from flows.commands.stopping import told_when_stopped

quarantine = typer.Typer(
    name="quarantine",
    no_args_is_help=True,
    help="What could not be taken in: list it, look at it, try it again. docs/quarantine-codes.md explains the codes.",
)

_Code = Annotated[str | None, typer.Option(metavar="CODE", help="Only this code, e.g. too_large.")]
_Path = Annotated[
    str | None, typer.Option("--path", metavar="PATTERN", help="Only this folder or pattern, e.g. '*/march/*.zip*'.")
]
_Stage = Annotated[str | None, typer.Option(metavar="STAGE", help="Only intake, parse or check.")]
_Since = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"], help="Only what a load met since then, UTC."
    ),
]
_Run = Annotated[str | None, typer.Option(metavar="LOAD_ID", help="Only what this load met last.")]
_Warehouse = Annotated[
    Path | None, typer.Option(metavar="FILE", help="The published file (default: $COPYDESK_WAREHOUSE).")
]
_STAGES = ("intake", "parse", "check")


@quarantine.command("list")
def list_quarantine(
    code: _Code = None,
    path: _Path = None,
    stage: _Stage = None,
    since: _Since = None,
    run: _Run = None,
    closed: Annotated[bool, typer.Option("--all", help="Also what is over.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object a line instead of a table.")] = False,
    warehouse: _Warehouse = None,
) -> None:
    """List what is held, and why.

    Example: copydesk quarantine list --code encrypted --since 2026-03-01
    """
    from flows.warehouse.quarantine import Filters, list_held

    filters = Filters(code, path, _stage(stage), _utc(since), run, closed=closed)
    rows = _read(warehouse, lambda connection: list_held(connection, filters))
    if as_json:
        _print_json(rows)
        return
    from flows.quarantined import show_list

    show_list(rows)


@quarantine.command("show")
def show_quarantine(
    quarantine_id: Annotated[str, typer.Argument(metavar="ID", help="A quarantine_id; its beginning is enough.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object a line instead of a table.")] = False,
    warehouse: _Warehouse = None,
) -> None:
    """Show everything about one row: message, first bytes or row, when it was met, what is kept of it.

    Example: copydesk quarantine show 1f3a
    """
    from flows.warehouse.quarantine import show_held

    rows = _read(warehouse, lambda connection: show_held(connection, quarantine_id))
    if not rows.height:
        refuse(f"nothing in quarantine has an id that begins with {quarantine_id}; copydesk quarantine list shows them")
    if as_json:
        _print_json(rows)
        return
    from flows.quarantined import show_rows

    show_rows(rows)


@quarantine.command("replay")
def replay(
    quarantine_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Only this row; its id's beginning is enough.")
    ] = None,
    code: _Code = None,
    path: _Path = None,
    stage: _Stage = None,
    since: _Since = None,
    run: _Run = None,
    warehouse: _Warehouse = None,
    workers: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Parsing processes (default: one a core).")
    ] = None,
) -> None:
    """Try again what is held, after a fix or with other limits: what passes is loaded, and its rows are closed.

    Exit status: 0 published, or nothing to be done; 1 nothing was published; 2 wrong usage;
    143 stopped by SIGTERM, 130 by Ctrl-C, and says whether it was rolled back.

    Example: COPYDESK_MAX_CHARACTERS=5000000 copydesk quarantine replay --code too_long
    """
    settings = settings_from(warehouse=warehouse, workers=workers)
    filters: dict[str, Any] = {"code": code, "path": path, "stage": _stage(stage), "since": _utc(since), "run": run}
    keep_prefect_quiet()
    from flows.replay_quarantine import replay_quarantine

    with told_when_stopped(settings.warehouse):
        outcome = run_flow(replay_quarantine, **filters, id=quarantine_id, warehouse=warehouse, workers=workers)
    end_with(outcome)


def _stage(stage: str | None) -> str | None:
    if stage is not None and stage not in _STAGES:
        refuse(f"there is no stage {stage}; the stages are {', '.join(_STAGES)}")
    return stage


def _utc(since: datetime | None) -> datetime | None:
    from datetime import UTC

    return since.replace(tzinfo=UTC) if since else None


def _read(warehouse: Path | None, query: Any) -> Any:
    import duckdb

    path = settings_from(warehouse=warehouse).warehouse
    try:
        with duckdb.connect(path, read_only=True) as connection:
            connection.execute("set timezone = 'UTC'")
            return query(connection)
    except duckdb.Error as error:
        refuse(str(error))


def _print_json(rows: Any) -> None:
    for row in rows.iter_rows(named=True):
        typer.echo(json.dumps(row, ensure_ascii=False, default=str))

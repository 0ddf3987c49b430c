"""`copydesk backup` and `copydesk restore`."""

from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.text import Text

from flows.commands.common import NOT_PUBLISHED, errors, settings_from

_Warehouse = Annotated[
    Path | None, typer.Option("--warehouse", metavar="FILE", help="The published file (default: $COPYDESK_WAREHOUSE).")
]


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file where it exists.")] = False,
    warehouse: _Warehouse = None,
) -> None:
    """Copy the published warehouse to a file, and verify the copy; loads and readers may go on meanwhile.

    Exit status: 0 written and verified; 1 nothing was written; 2 wrong usage.

    Example: copydesk backup backups/news-2026-03-02.duckdb
    """
    path = settings_from(warehouse=warehouse).warehouse
    from flows.warehouse import WarehouseError, back_up

    try:
        size = back_up(path, file, force=force)
    except (WarehouseError, OSError) as error:
        _fail(error)
    typer.echo(f"Backed up {path} to {file}: {size:,} bytes, verified.")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that copydesk backup wrote.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a warehouse that exists.")] = False,
    warehouse: _Warehouse = None,
) -> None:
    """Put a backup in the place of the warehouse; the next load takes in what it does not hold.

    The backup is verified first. The file that loads worked on is moved aside under a name, not deleted.

    Exit status: 0 restored; 1 nothing was changed; 2 wrong usage.

    Example: copydesk restore backups/news-2026-03-02.duckdb --force
    """
    path = settings_from(warehouse=warehouse).warehouse
    from flows.warehouse import WarehouseError
    from flows.warehouse import restore as restore_warehouse

    try:
        aside = restore_warehouse(file, path, force=force)
    except (WarehouseError, OSError) as error:
        _fail(error)
    typer.echo(f"Restored {path} from {file}.")
    if aside:
        typer.echo(f"What stood there before is kept in {aside.name}: delete it when you need it no more.")


def _fail(error: Exception) -> NoReturn:
    errors.print(Text(f"copydesk: {error}", style="red"))
    raise typer.Exit(NOT_PUBLISHED)

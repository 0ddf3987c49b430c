"""`copydesk entities list | reject | accept`."""

from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import uuid4

import typer

from flows.commands.common import refuse, settings_from

if TYPE_CHECKING:
    from flows.warehouse import Run, Warehouse

entities = typer.Typer(
    name="entities",
    no_args_is_help=True,
    help="Which names were taken for one person, organisation or place, and why; undo what is wrong.",
)

_Name = Annotated[str, typer.Argument(metavar="NAME|ID", help="A name as the merges show it, or its name_id.")]
_Warehouse = Annotated[
    Path | None, typer.Option(metavar="FILE", help="The published file (default: $COPYDESK_WAREHOUSE).")
]


@entities.command("list")
def list_entities(
    name: Annotated[str | None, typer.Argument(metavar="[NAME|ID]", help="Only merges of this name or id.")] = None,
    warehouse: _Warehouse = None,
) -> None:
    """List the merges: which name was taken for which other, why, and how sure that is (0 to 1).

    Example: copydesk entities list "Sergey Lavrov"
    """
    import duckdb

    from flows.answer import show_answer
    from flows.resources import sql

    try:
        connection = duckdb.connect(str(settings_from(warehouse=warehouse).warehouse), read_only=True)
        show_answer(connection.sql(sql("identities/list_merges"), params={"entity": name}))
    except duckdb.Error as error:
        refuse(str(error))


@entities.command("reject")
def reject(name: _Name, warehouse: _Warehouse = None) -> None:
    """Undo the merges of a name, for good: its mentions and quotes get their own entity_id back.

    Example: copydesk entities reject "George Bush"
    """
    apart = _change(warehouse, lambda house, run, own: house.keep_apart(run, name, own))
    if not apart:
        refuse(f"no name or id {name!r} is known; copydesk entities list shows the merges")
    typer.echo(f"Kept apart from now on: {', '.join(apart)}")


@entities.command("accept")
def accept(name: _Name, warehouse: _Warehouse = None) -> None:
    """Let a name that was rejected be merged again.

    Example: copydesk entities accept "George Bush"
    """
    again = _change(warehouse, lambda house, run, own: house.let_merge(run, name, own))
    if not again:
        refuse(f"{name!r} was not rejected; copydesk entities list shows what was")
    typer.echo(f"May be merged again: {', '.join(again)}")


def _change(warehouse: Path | None, change: "Callable[[Warehouse, Run, Path | None], list[str]]") -> list[str]:
    """Change the warehouse and publish it; what is in the way ends the command."""
    from flows.parsing import PARSER_VERSION
    from flows.warehouse import Run, WarehouseError, open_warehouse
    from flows.warehouse.identities import WrongReferenceError

    settings = settings_from(warehouse=warehouse)
    if not settings.warehouse.exists():
        refuse(f"{settings.warehouse} does not exist: name the published file with --warehouse")
    now = datetime.now(UTC)
    run = Run(f"{now:%Y%m%dT%H%M%S}-{uuid4().hex[:6]}", now, PARSER_VERSION, version("copydesk"))
    try:
        with open_warehouse(settings.warehouse) as house:
            names = change(house, run, settings.references)
            if names:
                house.publish()
    except (WarehouseError, WrongReferenceError) as error:
        refuse(str(error))
    return names

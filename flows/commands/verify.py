"""`copydesk verify`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from flows.commands.common import refuse, settings_from


def verify(
    warehouse: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The published file (default: $COPYDESK_WAREHOUSE).")
    ] = None,
) -> None:
    """Verify the warehouse: ledger against tables, orphans, spans, versions, history, published against private.

    Nothing is changed, and loads may go on. What is found is shown with what to do about it.

    Exit status: 0 sound; 1 not sound; 2 there is no warehouse.

    Example: copydesk verify --warehouse news.duckdb
    """
    path = settings_from(warehouse=warehouse).warehouse
    from flows.warehouse import WarehouseError
    from flows.warehouse import verify as verify_warehouse

    try:
        verified = verify_warehouse(path)
    except WarehouseError as error:
        refuse(str(error))
    console = Console(highlight=False, soft_wrap=True)
    if not verified.findings:
        console.print(Text(f"✔ Sound: {verified.checks:,} checks found nothing in {path}", style="bold green"))
    else:
        console.print(Text(f"✘ Not sound: {len(verified.findings):,} findings in {path}", style="bold red"))
    for finding in verified.findings:
        console.print(Text(f"  {finding.file.name}: {finding.check}", style="red"))
        console.print(Text(f"    {finding.why}"))
        for row in finding.rows:
            console.print(Text(f"    {row}", style="dim"))
    if verified.note:
        console.print(Text(f"  note: {verified.note}", style="yellow"))
    if verified.mend:
        console.print(Text(f"  what to do: {verified.mend}", style="bold"))
    raise typer.Exit(1 if verified.findings else 0)

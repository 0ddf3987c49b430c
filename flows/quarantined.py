"""What is held, on the terminal."""

import polars as pl
from rich.console import Console
from rich.table import Table
from rich.text import Text

_SHOWN = 200


def show_list(rows: pl.DataFrame) -> None:
    """Print a line a row: its id's beginning, where it was found, the code, the path and the message."""
    console = Console(highlight=False)
    if not rows.height:
        console.print(Text("Nothing is held that fits."))
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("id", "stage", "code", "path", "record", "message"):
        table.add_column(heading, overflow="fold")
    for row in rows.head(_SHOWN).iter_rows(named=True):
        number = "" if row["record_no"] is None else str(row["record_no"])
        cells = (row["quarantine_id"][:10], row["stage"], row["code"], row["path"], number, row["message"])
        table.add_row(*map(Text, cells))
    console.print(table)
    if rows.height > _SHOWN:
        console.print(Text(f"… and {rows.height - _SHOWN:,} more; restrict them, or --json prints all"))
    counts = rows.group_by("code").len().sort("len", "code", descending=[True, False])
    told = ", ".join(f"{count:,} {code}" for code, count in counts.iter_rows())
    console.print(Text(f"\n{rows.height:,} rows held: {told}", style="bold"))
    hint = "copydesk quarantine show ID tells more; copydesk quarantine replay tries them again"
    console.print(Text(hint, style="dim"))


def show_rows(rows: pl.DataFrame) -> None:
    """Print each row as a list of its columns; null ones are left out."""
    console = Console(highlight=False)
    for row in rows.iter_rows(named=True):
        table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
        table.add_column(style="dim")
        table.add_column(overflow="fold")
        for name, value in row.items():
            if value is not None:
                table.add_row(Text(name), Text(str(value)))
        console.print(table, Text())

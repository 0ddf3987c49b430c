"""The rows of an answer on the terminal."""

import duckdb
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.warehouse.ask import questions

_MOST_ROWS = 100


def show_questions() -> None:
    """List the questions that copydesk brings along."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for name, meaning in questions().items():
        table.add_row(Text(name, style="bold"), meaning)
    Console(highlight=False).print(table)


def show_answer(rows: duckdb.DuckDBPyRelation | None) -> None:
    """Print the first rows as a table, long text wrapped; nothing for a statement without rows."""
    if rows is None:
        return
    table = Table(box=box.SIMPLE_HEAD, header_style="bold")
    for name in rows.columns:
        table.add_column(Text(name), overflow="fold")
    found = rows.fetchmany(_MOST_ROWS + 1)
    for row in found[:_MOST_ROWS]:
        table.add_row(*(Text("" if value is None else str(value)) for value in row))
    if len(found) > _MOST_ROWS:
        table.caption = f"the first {_MOST_ROWS} rows"
    Console(highlight=False).print(table)

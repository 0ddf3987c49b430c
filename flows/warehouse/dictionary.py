"""The data dictionary, written from the declarations: `python -m flows.warehouse.dictionary`."""

from pathlib import Path
from typing import Any

import polars as pl

from flows.resources import folder, sql
from flows.tables import Column, Table
from flows.warehouse.ledger import ALL_TABLES, GAVE_WAY, VERSIONED

PAGE = Path(__file__).parents[2] / "docs" / "data-dictionary.md"

_SQL_TYPES = {
    pl.String: "varchar",
    pl.Int32: "integer",
    pl.Int64: "bigint",
    pl.UInt32: "uinteger",
    pl.Float64: "double",
    pl.Boolean: "boolean",
    pl.Binary: "blob",
    pl.Datetime: "timestamp with time zone",
}

_HEAD = """# Data dictionary

Written by `python -m flows.warehouse.dictionary` from the declarations in `flows/tables.py` and
`flows/warehouse/ledger.py`, and from the headers in `sql/views`; a test keeps it so.

Open the published file for reading only, e.g. `duckdb -readonly warehouse/copydesk.duckdb`: each load replaces it
whole. A process that keeps it open goes on seeing what it opened; to see newer loads it closes every connection to it
and opens it again. Loads work on `copydesk.private.duckdb` beside it; leave that one alone.
Offsets count Unicode code points from 0, the end exclusive: `substr(body, start_char + 1, end_char - start_char)`.
Times are UTC. Ids are hashes of what they stand for, so that loading again gives the same ones.
"""


_HISTORY = f"""## The schema history

`history.{"`, `history.".join(table.name for table in VERSIONED)}`
hold the rows of articles that changed or went, in the columns of the table of that name, and in these.
The rows of one version of an article share its `load_id`.

| column | type | null | holds |
|---|---|---|---|"""


def data_dictionary() -> str:
    """The page: every table with its grain, key and columns, then every view."""
    return "\n".join(
        [_HEAD, *map(_table_section, ALL_TABLES), _HISTORY, *map(_column_row, GAVE_WAY), "", _view_section()]
    )


def sql_type(dtype: Any) -> str:
    """The DuckDB type that holds a polars type."""
    if isinstance(dtype, pl.List):
        return f"{sql_type(dtype.inner)}[]"
    if isinstance(dtype, pl.Struct):
        return "struct(" + ", ".join(f"{field.name} {sql_type(field.dtype)}" for field in dtype.fields) + ")"
    return _SQL_TYPES[dtype.base_type()]


def _table_section(table: Table) -> str:
    rows = map(_column_row, table.columns)
    head = [f"## {table.name}", "", f"A row is {table.grain}. Key: `{table.key}`.", ""]
    return "\n".join([*head, "| column | type | null | holds |", "|---|---|---|---|", *rows, ""])


def _column_row(column: Column) -> str:
    return f"| `{column.name}` | {sql_type(column.dtype)} | {'yes' if column.nullable else ''} | {column.meaning} |"


def _view_section() -> str:
    rows = []
    for file in sorted((folder("sql") / "views").glob("*.sql")):
        header = [
            line.removeprefix("--").strip() for line in sql(f"views/{file.stem}").splitlines() if line[:2] == "--"
        ]
        grain = next(line.removeprefix("grain:").strip() for line in header if line.startswith("grain:"))
        rows.append(f"| `{file.stem}` | {grain} | {header[0]} |")
    return "\n".join(["## Views", "", "| view | a row is | holds |", "|---|---|---|", *rows, ""])


if __name__ == "__main__":
    PAGE.write_text(data_dictionary(), encoding="utf-8")

"""Each check, view and question beside its case: the rows given, and the rows it must then return.

A case is a TOML file of the query's name. Columns that a given row does not name are empty (or null where they may be),
columns that an expected row does not name are null. Only a question's rows come in an order.
"""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from flows.resources import folder, sql
from flows.tables import Table
from flows.warehouse import Load, open_warehouse
from flows.warehouse.ledger import ALL_TABLES, HISTORY_TABLES
from tests.warehouse.rows import run

HERE = Path(__file__).parent
KINDS = ("checks", "views", "questions")
CASES = sorted(f"{kind}/{case.stem}" for kind in KINDS for case in (HERE / kind).glob("*.toml"))
EMPTY = {
    pl.String: "",
    pl.Int32: 0,
    pl.Int64: 0,
    pl.Float64: 0.0,
    pl.Boolean: False,
    pl.List: [],
    pl.Datetime: datetime(2026, 3, 2, tzinfo=UTC),
}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory):
    with open_warehouse(tmp_path_factory.mktemp("sql") / "copydesk.duckdb") as opened:
        yield opened


@pytest.fixture
def database(warehouse):
    """A warehouse without rows, in the middle of a load, put back as it was after the test."""
    warehouse._connection.begin()
    Load(warehouse._connection, run("this load")).settle()
    yield warehouse._connection
    warehouse._connection.rollback()


def fill(table: Table, rows: list[dict[str, Any]]) -> pl.DataFrame:
    empty = {column.name: EMPTY[column.dtype.base_type()] for column in table.columns if not column.nullable}
    assert {name for row in rows for name in row} <= set(table.names)
    return pl.DataFrame([{**empty, **row} for row in rows], schema=table.schema)


def answer(database: duckdb.DuckDBPyConnection, name: str) -> pl.DataFrame:
    if name.startswith("views/"):
        return database.view(name.removeprefix("views/")).pl()
    query = sql(name)
    return database.execute(query, {"this_load": "this load"} if "$this_load" in query else {}).pl()


@pytest.mark.parametrize("name", CASES)
def test_a_query_returns_what_its_case_says(database: duckdb.DuckDBPyConnection, name: str):
    case = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
    tables = {table.name: table for table in (*ALL_TABLES, *HISTORY_TABLES)}
    for table_name, rows in case["given"].items():
        # what is no declared table is one of those in which a load keeps its marks
        given = fill(tables[table_name], rows) if table_name in tables else pl.DataFrame(rows)
        database.register("given", given)
        database.execute(f"insert into {table_name} by name select * from given")
    returned = answer(database, name)
    assert {column for row in case["expect"] for column in row} <= set(returned.columns)
    expected = [dict.fromkeys(returned.columns) | row for row in case["expect"]]
    rows = returned.to_dicts()
    if not name.startswith("questions/"):
        rows, expected = sorted(rows, key=str), sorted(expected, key=str)
    assert rows == expected


@pytest.mark.parametrize("kind", KINDS)
def test_each_query_has_a_case(kind: str):
    queries = {f"{kind}/{file.stem}" for file in (folder("sql") / kind).glob("*.sql")}
    assert queries == {name for name in CASES if name.startswith(kind)}


@pytest.mark.parametrize("name", [name for name in CASES if name.startswith("checks/")])
def test_a_check_finds_nothing_in_an_empty_warehouse(database: duckdb.DuckDBPyConnection, name: str):
    assert answer(database, name).height == 0


@pytest.mark.parametrize(
    "file", sorted(folder("sql").rglob("*.sql")), ids=lambda file: f"{file.parent.name}/{file.stem}"
)
def test_a_file_holds_one_statement_under_a_header(file: Path):
    text = file.read_text(encoding="utf-8")
    assert text.startswith("-- ")
    # by their ends: DuckDB takes one `add column … default` for several statements
    assert sum(line.rstrip().endswith(";") for line in text.splitlines()) == 1

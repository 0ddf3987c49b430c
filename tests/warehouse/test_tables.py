"""The tables are what the declarations say, and so is the data dictionary."""

from pathlib import Path

import duckdb
import polars as pl
import pytest

from flows.tables import TABLES, Table
from flows.warehouse import dictionary, open_warehouse
from flows.warehouse.ledger import ALL_TABLES, FILES, HISTORY_TABLES
from tests.warehouse.rows import publish_file


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    path = tmp_path_factory.mktemp("warehouse") / "copydesk.duckdb"
    publish_file(path, "load 1", "file a")
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize("table", ALL_TABLES, ids=lambda table: table.name)
def test_a_table_has_the_declared_columns(database: duckdb.DuckDBPyConnection, table: Table):
    made = database.execute(
        "select column_name, lower(data_type), is_nullable from duckdb_columns()"
        " where table_name = $name and schema_name = 'main' and not internal order by column_index",
        {"name": table.name},
    ).fetchall()
    assert made == [(column.name, dictionary.sql_type(column.dtype), column.nullable) for column in table.columns]


@pytest.mark.parametrize("table", HISTORY_TABLES, ids=lambda table: table.name)
def test_a_table_of_the_history_has_the_columns_of_its_table(database: duckdb.DuckDBPyConnection, table: Table):
    made = database.table(table.name)
    types = (str(dtype).lower() for dtype in made.types)
    declared = {column.name: dictionary.sql_type(column.dtype).lower() for column in table.columns}
    assert dict(zip(made.columns, types, strict=True)) == declared


@pytest.mark.parametrize("table", ALL_TABLES, ids=lambda table: table.name)
def test_a_table_reads_back_in_its_schema(database: duckdb.DuckDBPyConnection, table: Table):
    database.execute("set timezone = 'UTC'")
    assert database.table(table.name).pl().schema == pl.Schema(table.schema)


def test_every_table_of_the_model_is_loaded(database: duckdb.DuckDBPyConnection):
    made = database.execute("select table_name from duckdb_tables() where schema_name = 'main'").fetchall()
    assert {name for (name,) in made} == {table.name for table in ALL_TABLES}
    assert set(TABLES) <= set(ALL_TABLES)


def test_the_data_dictionary_is_fresh():
    assert dictionary.PAGE.read_text(encoding="utf-8") == dictionary.data_dictionary(), (
        "run: python -m flows.warehouse.dictionary"
    )


def test_a_new_warehouse_says_which_files_it_knows_in_the_same_columns_as_an_old_one(path: Path):
    names = ("file_id", "path", "sha256", "status", "duplicate_of", "bytes", "modified_at", "loaded_at")
    columns = {name: FILES.schema[name] for name in names}
    with open_warehouse(path) as warehouse:
        assert warehouse.ledger().equals(pl.DataFrame(schema=columns))
    publish_file(path, "load 1", "file a")
    with open_warehouse(path) as warehouse:
        ledger = warehouse.ledger()
    assert ledger.schema == pl.Schema(columns)
    assert ledger.select("file_id", "path", "sha256", "status", "duplicate_of").rows() == [
        ("file a", "/in/file a", "sha", "loaded", None)
    ]

"""What a warehouse file holds, in brief: by this the published file is held against the private one."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from flows.resources import sql
from flows.warehouse.connection import connect
from flows.warehouse.errors import WarehouseBusyError
from flows.warehouse.migrations import applied_migrations

# The migrations that make the table loads, and table_rows, which counts the rows of each table at the end of a load,
# and the last of what `open/marks` reads.
_HAS_LOADS, _COUNTS_ROWS, _HAS_MARKS = 7, 29, 36


@dataclass(frozen=True, slots=True)
class State:
    """The migrations that were made to a file, the loads that it holds, and the rows that it has lost, told.

    `marks` is a hash of what is changed between loads: files marked as missing, names kept apart.
    """

    migrations: dict[int, str]
    loads: frozenset[str]
    damage: str | None = None
    marks: int = 0


def read_state(connection: duckdb.DuckDBPyConnection, path: Path) -> State:
    """Read the state of an open file. Raises as `applied_migrations` does."""
    migrations = applied_migrations(connection, path)
    if _HAS_LOADS not in migrations:  # empty, or killed while the first migrations were made
        return State(migrations, frozenset())
    loads = frozenset(load_id for (load_id,) in connection.execute(sql("open/loads")).fetchall())
    return State(migrations, loads, _damage(connection, migrations), _marks(connection, migrations))


def _damage(connection: duckdb.DuckDBPyConnection, migrations: dict[int, str]) -> str | None:
    if _COUNTS_ROWS not in migrations:
        return None
    try:
        lost = connection.execute(sql("open/lost_rows")).fetchall()
    except duckdb.CatalogException:  # killed before the macros of the newer tables were made
        return None
    told = ", ".join(f"{rows:,} rows in {table} where there were {counted:,}" for table, counted, rows in lost)
    return f"does not hold what its ledger counts ({told})" if lost else None


def _marks(connection: duckdb.DuckDBPyConnection, migrations: dict[int, str]) -> int:
    if _HAS_MARKS not in migrations:
        return 0
    (marks,) = connection.execute(sql("open/marks")).fetchall()[0]
    return int(marks)


def read_published_state(published: Path) -> State | None:
    """Read the state of the published file; None where there is none. Raises as `applied_migrations` does."""
    if not published.exists():
        return None
    try:
        return _read_file(published)
    except WarehouseBusyError:  # somebody opened it for writing, which must not keep loads waiting
        copy = published.with_name(f".{published.name}.copy")
        try:
            shutil.copyfile(published, copy)
            return _read_file(copy)
        finally:
            copy.unlink(missing_ok=True)


def _read_file(path: Path) -> State:
    connection = connect(path, read_only=True)
    try:
        return read_state(connection, path)
    finally:
        connection.close()

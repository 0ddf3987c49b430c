"""What a warehouse file holds, in brief: by this the published file is held against the private one."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from flows.resources import sql
from flows.warehouse.connection import connect
from flows.warehouse.errors import WarehouseBusyError
from flows.warehouse.migrations import applied_migrations


@dataclass(frozen=True, slots=True)
class State:
    """The migrations that were made to a file, how many loads it holds, and the last of them."""

    migrations: dict[int, str]
    loads: int
    last_load: str | None


def read_state(connection: duckdb.DuckDBPyConnection, path: Path) -> State:
    """Read the state of an open file. Raises as `applied_migrations` does."""
    migrations = applied_migrations(connection, path)
    loads = connection.execute(sql("open/loads")).fetchone() if migrations else None
    return State(migrations, *(loads or (0, None)))


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

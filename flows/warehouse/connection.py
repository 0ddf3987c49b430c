"""Connections to DuckDB files: one set of settings, and errors that say what stands in the way."""

import os
from pathlib import Path

import duckdb

from flows.resources import sql
from flows.warehouse.errors import NotAWarehouseError, WarehouseBusyError, WarehouseError

# What DuckDB may hold in memory; what is more goes to its temporary folder beside the file.
_MEMORY = "1GB"


def connect(path: Path, *, read_only: bool = False, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """Open a DuckDB file, or create it.

    Raises WarehouseBusyError where a process has it open in a way that does not allow this, NotAWarehouseError where
    it is not a DuckDB database, and WarehouseError where the file cannot be read or created.
    """
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": _MEMORY,
        "temp_directory": f"{path}.tmp",
        "threads": threads or os.cpu_count() or 1,
        # nothing is fetched from the network, and no variable of this program is ever read as a table
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "python_enable_replacements": False,
    }
    try:
        connection = duckdb.connect(str(path), read_only=read_only, config=settings)
        connection.execute(sql("open/settings"))
    except duckdb.ConnectionException as error:
        raise WarehouseBusyError(f"{path} is open in this process already: {error}") from error
    except duckdb.Error as error:
        message = str(error)
        if "Could not set lock" in message:
            raise WarehouseBusyError(f"another load has {path} open, try again later: {message}") from error
        if isinstance(error, duckdb.IOException) and "not a valid DuckDB database" not in message:
            raise WarehouseError(f"{path} cannot be opened: {message}") from error
        raise NotAWarehouseError(f"{path} is not a DuckDB database that can be read: {message}") from error
    return connection

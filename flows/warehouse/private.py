"""Opening the private file: what a crash or a bad disk did to it is found, moved aside, and begun again."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from flows.warehouse.connection import connect
from flows.warehouse.errors import DamagedWarehouseError, WarehouseBusyError, WarehouseError
from flows.warehouse.migrations import migrate
from flows.warehouse.publish import Files, locked_folder, log_of, prepare_private, set_aside
from flows.warehouse.state import State, read_published_state, read_state


def open_private(files: Files, threads: int | None = None) -> tuple[duckdb.DuckDBPyConnection, list[str]]:
    """Open the private file for loads, with every migration made → its connection, and what was moved aside, told.

    A file that lacks loads which are published, or rows that its ledger counts, is moved aside and begun again from the
    published one: the ledger does not know the files of the lost loads then, and the next load finds them new. Raises
    as `connect` and `migrate` do, and DamagedWarehouseError where no sound published file is there to begin from.
    """
    files.published.parent.mkdir(parents=True, exist_ok=True)
    # held until DuckDB's own lock is: nobody else can come between two looks at the same file
    with locked_folder(files.published.parent):
        # a stranger's file at that path is refused before anything is made beside it
        published = read_published_state(files.published)
        prepare_private(files, create=lambda new: connect(new).close())
        told: list[str] = []
        connection = _connect_past_its_log(files, published, told, threads)
        try:
            migrate(connection, files.private)
        except BaseException:
            connection.close()
            raise
        return connection, told


def _connect_past_its_log(
    files: Files, published: State | None, told: list[str], threads: int | None
) -> duckdb.DuckDBPyConnection:
    log, now = log_of(files.private), datetime.now(UTC)
    copy = None
    if log.exists():  # a load was killed; DuckDB plays the log into the file, and lets go of it whether whole or cut
        copy = log.with_name(f".{log.name}.copy")
    try:
        if copy:
            shutil.copyfile(log, copy)
        connection = _connect(files.private, told, threads)
        try:
            why = _loss(read_state(connection, files.private), published)
        except BaseException:
            connection.close()
            raise
        if why is None:
            return connection
        connection.close()
        if published is None or published.damage:
            raise DamagedWarehouseError(
                f"{files.private} {why}, and no sound published file is there to begin again from: "
                f"restore a backup (copydesk restore FILE --warehouse {files.published} --force), or move it away "
                "and load all files again"
            )
        if copy:
            copy.rename(log.with_name(f"{log.name}.damaged-{now:%Y%m%dT%H%M%S.%f}"))
        moved = set_aside(files.private, "damaged")
        told.append(
            f"The private file {why}: it was moved to {moved.name}, and begun again from the published one. "
            "The files of lost loads are loaded again."
        )
        prepare_private(files, create=lambda new: connect(new).close())
        return connect(files.private, threads=threads)
    finally:
        if copy:
            copy.unlink(missing_ok=True)


def _connect(private: Path, told: list[str], threads: int | None) -> duckdb.DuckDBPyConnection:
    """Open it; a log that cannot be played is moved aside, and the file stands as it was before that log."""
    log = log_of(private)
    try:
        connection = connect(private, threads=threads)
    except WarehouseBusyError:
        raise
    except WarehouseError:
        if not log.exists():
            raise
        moved = set_aside(log, "damaged")
        try:
            connection = connect(private, threads=threads)
        except WarehouseError:
            moved.rename(log)  # the log is not what is wrong
            raise
    else:
        if not log.exists() or not log.stat().st_size:
            return connection
        connection.close()
        if not log.exists():  # played, and put into the file
            return connect(private, threads=threads)
        moved = set_aside(log, "damaged")  # none of it could be played, and DuckDB would write over it
        connection = connect(private, threads=threads)
    told.append(f"The log of the private file was damaged: it was moved to {moved.name}; what it held is loaded again.")
    return connection


def _loss(mine: State, published: State | None) -> str | None:
    """What the private file has lost, as the end of a sentence."""
    if published and (lost := published.loads - mine.loads):
        return f"lacks {len(lost):,} of the loads that are published"
    return mine.damage

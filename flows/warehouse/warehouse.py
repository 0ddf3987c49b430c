"""Opening a warehouse: the one place through which its rows are read, loaded and published."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Lock

import duckdb
import polars as pl

from flows.model import Kept
from flows.resources import sql
from flows.warehouse.errors import WarehouseBusyError
from flows.warehouse.identities import accept, reject
from flows.warehouse.ledger import LoadStatus, Run, Tally
from flows.warehouse.load import Load
from flows.warehouse.private import open_private
from flows.warehouse.publish import Files, replace_published
from flows.warehouse.quarantine import Filters, kept_of, list_held
from flows.warehouse.state import read_published_state, read_state

# DuckDB's lock holds between processes; this holds between the threads of one.
_open_here: set[Path] = set()
_opening = Lock()


@contextmanager
def open_warehouse(path: Path, threads: int | None = None) -> Iterator["Warehouse"]:
    """Open the warehouse published at `path` for loading, and create it where there is none.

    No other process can load into it meanwhile; readers of the published file are not disturbed. `threads` is how
    many DuckDB may use, by default one a core. Raises a WarehouseError (busy, not a warehouse, newer, changed
    migration, unreadable, damaged) before anything was changed; what can be mended is, and told in `set_aside`.
    """
    files = Files(path.resolve())
    with _alone(files.private):
        connection, set_aside = open_private(files, threads)
        try:
            yield Warehouse(connection, files, tuple(set_aside))
        finally:
            connection.close()


class Warehouse:
    """An open warehouse: the private file, and what it takes to publish it."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, files: Files, set_aside: tuple[str, ...] = ()) -> None:
        """Serve this open private file; `set_aside` are sentences on what was damaged and was moved away."""
        self.set_aside = set_aside
        self._connection = connection
        self._files = files

    @property
    def path(self) -> Path:
        """Where readers find it."""
        return self._files.published

    def ledger(self) -> pl.DataFrame:
        """Every file that was taken in: file_id, path, sha256, status, duplicate_of."""
        return self._connection.execute(sql("open/ledger")).pl()

    def note_missing(self, found: Sequence[str], searched: Sequence[str], now: datetime) -> int:
        """Mark the files of the ledger that are gone from these folders, unmark those found again → how many changed.

        `found` are the file_ids of what was found, `searched` the beginnings of the paths that were searched. Articles
        of a file that is gone stay as they are.
        """
        frames = {"found_files": {"file_id": found}, "searched": {"prefix": searched}}
        for name, columns in frames.items():
            self._connection.register(name, pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)))
        unfound = self._connection.execute(sql("open/unfound")).fetchall()
        gone = [file_id for file_id, path in unfound if not os.path.lexists(path)]
        self._connection.register("gone_files", pl.DataFrame({"file_id": gone}, schema={"file_id": pl.String}))
        (back,) = self._connection.execute(sql("open/mark_found")).fetchall()[0]
        if gone:
            self._connection.execute(sql("open/mark_missing"), {"started_at": now})
        for name in (*frames, "gone_files"):
            self._connection.unregister(name)
        return len(gone) + int(back)

    def kept_bytes(self) -> int:
        """How many bytes are kept of what is held."""
        (kept,) = self._connection.execute(sql("open/kept_bytes")).fetchall()[0]
        return int(kept)

    def held(self, filters: Filters) -> tuple[pl.DataFrame, dict[str, Kept]]:
        """Rows of the quarantine that is open, and what was kept of them, by kept_id."""
        rows = list_held(self._connection, filters)
        return rows, kept_of(self._connection, rows["quarantine_id"].to_list())

    @contextmanager
    def load(self, run: Run) -> Iterator[Load]:
        """Write one load in one transaction: committed at the end of the `with` block, rolled back on any exception.

        Raises RuntimeError where the block ends without `finish`.
        """
        self._connection.begin()
        try:
            load = Load(self._connection, run)
            yield load
            if not load.finished:
                raise RuntimeError("the load was not finished: nothing of it is kept")
        except BaseException:
            self._connection.rollback()
            raise
        self._connection.commit()

    def record(
        self,
        run: Run,
        status: LoadStatus,
        tally: Tally,
        check_results: pl.DataFrame | None = None,
        metrics: pl.DataFrame | None = None,
    ) -> None:
        """Record a run that wrote nothing, because its gate was closed or nothing was new, with what it found."""
        with self.load(run) as load:
            load.record(status, tally)
            if check_results is not None:
                load.add_check_results(check_results)
            if metrics is not None:
                load.add_metrics(metrics)

    def keep_apart(self, run: Run, entity: str, own_references: Path | None = None) -> list[str]:
        """Undo the merges of a name or entity_id, for good → the names that stand alone now; empty where unknown."""
        return self._in_transaction(lambda: reject(self._connection, run, entity, own_references))

    def let_merge(self, run: Run, entity: str, own_references: Path | None = None) -> list[str]:
        """Let a name that was kept apart be merged again → the names that may be; empty where none was."""
        return self._in_transaction(lambda: accept(self._connection, run, entity, own_references))

    def _in_transaction(self, change: Callable[[], list[str]]) -> list[str]:
        self._connection.begin()
        try:
            names = change()
        except BaseException:
            self._connection.rollback()
            raise
        self._connection.commit()
        return names

    def trend(self, sources: Sequence[str]) -> pl.DataFrame:
        """The last 20 runs of these sources, all that was measured of them, the oldest first."""
        return self._connection.execute(sql("report/trend"), {"sources": list(sources)}).pl()

    def audits(self) -> list[tuple[datetime, int, str]]:
        """When the last 20 audits began, how many articles they found, and their verdicts, the oldest first."""
        return self._connection.execute(sql("report/audits")).fetchall()

    def flapping(self) -> list[tuple[str, str, str, int, int, int]]:
        """Expectations that hold in one run and fail in the next: table, code, severity, runs, failures, changes."""
        return self._connection.execute(sql("report/flapping")).fetchall()

    def needs_publish(self) -> bool:
        """Whether the published file lacks a load, a migration or a mark that the private file has."""
        mine = read_state(self._connection, self._files.private)
        return bool(mine.loads) and read_published_state(self.path) != mine

    def publish(self) -> None:
        """Replace the published file by what was loaded, in one step, and close this warehouse.

        Raises OSError where the folder cannot be written to; the published file is then as it was, and the next run
        finds that it `needs_publish`.
        """
        self._connection.checkpoint()
        replace_published(self._files, close=self._connection.close)


@contextmanager
def _alone(private: Path) -> Iterator[None]:
    with _opening:
        if private in _open_here:
            raise WarehouseBusyError(f"another load of this process has {private} open, try again later")
        _open_here.add(private)
    try:
        yield
    finally:
        with _opening:
            _open_here.remove(private)

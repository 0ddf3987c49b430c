"""The published warehouse as an audit and a rebuild read it: chunk by chunk, and by the checks of whole tables."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from flows.model import Document
from flows.resources import sql
from flows.tables import TABLES, Frames, Table
from flows.warehouse.checks import Check, all_checks, whole_checks
from flows.warehouse.connection import connect
from flows.warehouse.errors import WarehouseError
from flows.warehouse.migrations import applied_migrations, lacks_no_migration


@dataclass(frozen=True, slots=True)
class CheckedWhole:
    """A check of whole tables: the first rows that it found, or what kept it from being made."""

    check: Check
    rows: tuple[str, ...] = ()
    error: str | None = None


@contextmanager
def open_published(path: Path) -> Iterator["Published"]:
    """Open the published file for reading only; loads go on meanwhile and publish their own beside it.

    Raises a WarehouseError where there is none, or none of this copydesk's.
    """
    if not path.exists():
        raise WarehouseError(f"there is no warehouse at {path}: load something first")
    connection = connect(path, read_only=True)
    try:
        if not applied_migrations(connection, path):
            raise WarehouseError(f"{path} is empty: load something first")
        yield Published(connection)
    finally:
        connection.close()


def is_current(path: Path) -> bool:
    """Whether the published file has every migration, so that its tables are those of this copydesk."""
    connection = connect(path, read_only=True)
    try:
        return lacks_no_migration(applied_migrations(connection, path))
    finally:
        connection.close()


class Published:
    """An open published file."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Read from this connection."""
        self._connection = connection

    def counts(self) -> dict[str, int]:
        """The rows of each table of articles."""
        ((*counts,),) = self._connection.execute(sql("audit/counts")).fetchall()
        return dict(zip((table.name for table in TABLES), counts, strict=True))

    def chunks(self, size: int) -> Iterator[Frames]:
        """Every article with its entities, quotes and links, so many articles at a time.

        Rows of articles that are not there are in no chunk: the checks of whole tables find them.
        """
        bounds = self._connection.execute(sql("audit/chunks"), {"chunk_size": size}).fetchall()
        for first, last, _ in bounds:
            chunk = self._connection.execute(sql("audit/chunk"), {"first_row": first, "last_row": last}).pl()
            self._connection.register("chunk", chunk)
            yield Frames(**{table.name: self._of_chunk(table) for table in TABLES})
            self._connection.unregister("chunk")

    def to_rebuild(self, parser_version: str | None) -> list[str]:
        """The articles whose text is kept: those that another parser than this made, or all for None."""
        rows = self._connection.execute(sql("rebuild/to_rebuild"), {"this_parser": parser_version}).fetchall()
        return [article_id for (article_id,) in rows]

    def without_text(self) -> int:
        """How many articles were loaded before texts were kept, and have none."""
        ((articles,),) = self._connection.execute(sql("rebuild/without_text")).fetchall()
        return int(articles)

    def texts(self, article_ids: Sequence[str]) -> tuple[list[Document], Frames]:
        """These articles' texts as they were read, and the rows that stand for them now."""
        self._connection.register("chunk", pl.DataFrame({"article_id": article_ids}, schema={"article_id": pl.String}))
        try:
            rows = self._connection.execute(sql("rebuild/texts")).fetchall()
            frames = Frames(**{table.name: self._of_chunk(table) for table in TABLES})
        finally:
            self._connection.unregister("chunk")
        documents = [
            Document(file_id, path, record_no, text, json.loads(metadata or "{}"))
            for file_id, path, record_no, text, metadata in rows
        ]
        return documents, frames

    def checks(self) -> Iterator[CheckedWhole]:
        """Make every check of sql/checks that can be asked of whole tables, and those of sql/verify."""
        for check in (*all_checks(), *whole_checks()):
            if check.of_whole_tables:
                try:
                    yield CheckedWhole(check, tuple(check.rows(self._connection, None)))
                except duckdb.Error as error:
                    yield CheckedWhole(check, error=str(error))

    def _of_chunk(self, table: Table) -> pl.DataFrame:
        """The rows of a table, whatever columns the file has, in the declared order as far as they are declared."""
        joined = self._connection.table(table.name).join(self._connection.view("chunk"), "article_id", how="semi")
        rows = joined.pl()
        declared = [name for name in table.names if name in rows.columns]
        return rows.select(*declared, *(name for name in rows.columns if name not in declared))

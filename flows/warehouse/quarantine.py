"""What is held: its rows, found by filters, and the bytes that were kept of them."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import duckdb
import polars as pl

from flows.model import Kept
from flows.resources import sql


@dataclass(frozen=True, slots=True)
class Filters:
    """Which rows of the quarantine: each that is None restricts nothing.

    `path` is a pattern of the path or of its last part, or a folder; `since` restricts by when a row was last met,
    `run` is the load that met it last, `begins` the first digits of its quarantine_id.
    `closed` takes those that are over too.
    """

    code: str | None = None
    path: str | None = None
    stage: str | None = None
    since: datetime | None = None
    run: str | None = None
    begins: str | None = None
    closed: bool = False


def list_held(connection: duckdb.DuckDBPyConnection, filters: Filters) -> pl.DataFrame:
    """The rows, without the rows and bytes that they hold."""
    return connection.execute(sql("quarantine/list"), asdict(filters)).pl()


def show_held(connection: duckdb.DuckDBPyConnection, quarantine_id: str) -> pl.DataFrame:
    """Everything about the rows whose id begins so."""
    return connection.execute(sql("quarantine/show"), {"begins": quarantine_id}).pl()


def kept_of(connection: duckdb.DuckDBPyConnection, quarantine_ids: Sequence[str]) -> dict[str, Kept]:
    """What was kept of these rows, by kept_id."""
    schema = {"quarantine_id": pl.String}
    connection.register("replayed", pl.DataFrame({"quarantine_id": quarantine_ids}, schema=schema))
    try:
        rows = connection.execute(sql("quarantine/kept")).fetchall()
    finally:
        connection.unregister("replayed")
    return {
        kept_id: Kept(kind, name, data, content_type, json.loads(metadata) if metadata else {})
        for kept_id, kind, name, content_type, metadata, data in rows
    }

"""A small inbox that changes from run to run, and one run over it without the parsers, in tenths of a second."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import duckdb
import polars as pl

from flows.warehouse import Warehouse, open_warehouse
from flows.warehouse.ledger import ALL_TABLES, HISTORY_TABLES
from tests.warehouse.rows import add, article, article_id, files, frames, link, mention, quote, run, tally

# What each run finds: a file, and the content of each of its records.
INBOXES = (
    {"a": ("first",), "b": ("first",), "c": ("first", "second")},
    {"a": ("corrected",), "b": ("first",), "c": ("first",), "d": ("first",)},
    {"a": ("first",), "b": ("first",), "c": ("first", "third"), "d": ("first",), "e": ("first",)},
)
# Times, and what is another in each run.
_OF_THE_RUN = {"load_id", "superseded_by", "last_load_id", "flow_run_id", "replayed_in", "audit_id"}


def run_over(path: Path, inbox: dict[str, tuple[str, ...]]) -> None:
    """Open, load what is new by the ledger, publish what is not published, as the flow does."""
    with open_warehouse(path, threads=1) as warehouse:
        load_new(warehouse, inbox)
        if warehouse.needs_publish():
            warehouse.publish()


def load_new(warehouse: Warehouse, inbox: dict[str, tuple[str, ...]]) -> None:
    known = dict(warehouse.ledger().select("file_id", "sha256").iter_rows())
    new = {file: records for file, records in inbox.items() if known.get(file) != str(records)}
    if not new:
        return
    with warehouse.load(run(uuid4().hex)) as load:
        for file, records in new.items():
            for number, content in enumerate(records):
                add(load, _family(file, number, content))
        rows = [{"file_id": file, "sha256": str(records), "records": len(records)} for file, records in new.items()]
        load.add_files(files(*rows))
        load.finish(tally(loaded=len(new), unchanged=len(inbox) - len(new)))


def _family(file: str, number: int, content: str):
    of = article_id(file, number)
    row = article(file, number, content_hash=content, title=f"Headline of {file} {number}")
    return frames([row], [mention(of)], [quote(of)], [link(of, "Headline of b 0"), link(of, "Headline of e 0", 2)])


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of a file, in one order, but for times and ids of runs."""
    with duckdb.connect(str(path), read_only=True, config={"threads": 1}) as connection:
        return {table.name: sorted(_rows(connection, table.name), key=str) for table in (*ALL_TABLES, *HISTORY_TABLES)}


def _rows(connection: duckdb.DuckDBPyConnection, name: str) -> Iterator[tuple[object, ...]]:
    rows = connection.execute(f"from {name}").pl()
    kept = [
        column
        for column, kind in rows.schema.items()
        if column not in _OF_THE_RUN and not isinstance(kind, pl.Datetime)
    ]
    yield from rows.select(kept).rows()


def undisturbed(folder: Path) -> list[dict[str, list[tuple[object, ...]]]]:
    """The tables before any run, and after each run over the inboxes when nothing happens; the first are none."""
    path, after = folder / "undisturbed.duckdb", []
    for inbox in INBOXES:
        run_over(path, inbox)
        after.append(tables(path))
    return after


def readable(path: Path) -> dict[str, list[tuple[object, ...]]] | None:
    """The tables of a published file; None where there is none yet."""
    with suppress(FileNotFoundError):
        return tables(path) if path.exists() else None
    return None

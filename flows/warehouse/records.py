"""The records of one load: which of them are new, and which one stands for those with the same content."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb
import polars as pl

from flows.model import Document
from flows.resources import sql
from flows.tables import TABLES
from flows.warehouse.ledger import DOCUMENTS, Run, given_schema


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a load's records: `duplicate_files` maps each file that repeats another to that one.

    `records` counts those `loaded`, `unchanged`, `duplicate` and `held`; `promoted` those of older loads that were
    parsed in the place of what changed or went; `withdrawn` the rows of each table that this load wrote for an article
    before it read the one that stands for it.
    """

    duplicate_files: Mapping[str, str] = field(default_factory=dict)
    records: Mapping[str, int] = field(default_factory=dict)
    promoted: int = 0
    withdrawn: Mapping[str, int] = field(default_factory=dict)

    @property
    def not_parsed(self) -> int:
        """How many records were read and not parsed, less those that were parsed though they were not read."""
        return self.records.get("unchanged", 0) + self.records.get("duplicate", 0) - self.promoted


class Records:
    """Keeps the documents of one load, in the transaction that the connection is in.

    Of the records with the same content the first by path and number stands for all, whichever load brought them: it
    is the article, the others are kept in `documents` as its duplicates. So the order of arrival changes nothing.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, run: Run) -> None:
        """Begin with no record read."""
        self._connection = connection
        self._stamp: dict[str, object] = {"this_load": run.load_id, "started_at": run.started_at}
        self.screened = 0
        self._promoted = 0
        for table in ("read_unchanged", "promoted", "held_keys"):
            self._run(f"load/begin_{table}")

    def screen(self, documents: Sequence[Document], in_any_case: Collection[str] = ()) -> list[Document]:
        """Keep each document as it was read → those that are to be parsed: not unchanged, and repeating no other.

        `in_any_case` are articles that are parsed though nothing changed, because rows of theirs were held.
        """
        self._connection.register("new_documents", _frame(documents))
        try:
            parameters = {"this_load": self._stamp["this_load"], "in_any_case": [*in_any_case]}
            self._connection.execute(sql("load/mark_unchanged"), parameters)
            self._run("load/insert_documents")
            to_parse = {article_id for (article_id,) in self._run("load/screen_documents").fetchall()}
        finally:
            self._connection.unregister("new_documents")
        self.screened += len(documents)
        return [document for document in documents if document.article_id in to_parse]

    def successors(self) -> list[Document]:
        """The duplicates that are to be parsed now, because the record that stood for them changed, went or was held.

        To be asked again after their rows were added, until there are none.
        """
        self._mark()
        rows = self._run("load/successors").fetchall()
        if older := [article_id for article_id, *_, is_of_this_load in rows if not is_of_this_load]:
            self._connection.execute(sql("load/mark_promoted"), {"article_ids": older})
            self._promoted += len(older)
        return [
            Document(file_id, path, record_no, text, json.loads(metadata or "{}"))
            for _, file_id, path, record_no, text, metadata, _ in rows
        ]

    def parse_again(self, articles: pl.DataFrame) -> set[str]:
        """Take these (article_id, content_hash) for parsed though not read → those that are still as given."""
        self._connection.register("parsed_again", articles)
        try:
            current = [article_id for (article_id,) in self._run("load/still_current").fetchall()]
        finally:
            self._connection.unregister("parsed_again")
        self._connection.execute(sql("load/mark_promoted"), {"article_ids": current})
        return set(current)

    def settle(self) -> Settled:
        """Point every duplicate at the article that stands for it, and count what became of the records."""
        self._mark()
        self._run("load/mark_demoted")
        withdrawn = {table.name: self._count(f"load/withdraw_{table.name}") for table in TABLES}
        self._run("load/point_at_originals")
        self._run("load/settle_files")
        counts = self._run("load/count_records").fetchone() or (0, 0, 0, 0)
        return Settled(
            dict(self._run("load/duplicate_files").fetchall()),
            dict(zip(("loaded", "unchanged", "duplicate", "held"), counts, strict=True)),
            self._promoted,
            withdrawn,
        )

    def _mark(self) -> None:
        for step in ("mark_held_keys", "delete_held_documents", "mark_superseded", "mark_standing"):
            self._run(f"load/{step}")

    def _count(self, name: str) -> int:
        return int((self._run(name).fetchone() or (0,))[0])

    def _run(self, name: str) -> duckdb.DuckDBPyConnection:
        text = sql(name)
        return self._connection.execute(text, {key: value for key, value in self._stamp.items() if f"${key}" in text})


def _frame(documents: Sequence[Document]) -> pl.DataFrame:
    rows: list[dict[str, Any]] = [
        {
            "article_id": document.article_id,
            "file_id": document.file_id,
            "path": document.path,
            "record_no": document.record_no,
            "text": document.text,
            "metadata": document.metadata_json,
            "content_hash": document.content_hash,
            "repeat_key": document.repeat_key,
        }
        for document in documents
    ]
    return pl.DataFrame(rows, schema=given_schema(DOCUMENTS))

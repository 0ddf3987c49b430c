"""The tables beside the articles: what was loaded, when, from which files, and what was held; and all tables."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import polars as pl

from flows.tables import TABLES, Column, Table
from flows.warehouse.check_tables import AUDITS, CHECK_RESULTS, RUN_METRICS
from flows.warehouse.identity_tables import IDENTITY_TABLES
from flows.warehouse.resolution_tables import RESOLUTION

_TIME = pl.Datetime("us", "UTC")
_RECORDS = pl.Struct(dict.fromkeys(("found", "loaded", "unchanged", "duplicate", "held"), pl.Int32))

FILES = Table(
    "files",
    "a file that a load has taken in, as that load found it",
    "file_id",
    (
        Column("file_id", pl.String, False, "The file, the same for the same path."),
        Column("path", pl.String, False, "Where it was found."),
        Column("sha256", pl.String, True, "SHA-256 of its bytes; null where they could not be read."),
        Column("bytes", pl.Int64, True, "Its size."),
        Column("modified_at", _TIME, True, "When it was last changed, UTC."),
        Column("status", pl.String, False, "loaded, duplicate or quarantined."),
        Column("duplicate_of", pl.String, True, "The file_id of the file that holds the same."),
        Column("encoding", pl.String, True, "How its text is encoded."),
        Column("records", pl.Int32, True, "How many records it holds; null where they could not be counted."),
        Column("load_id", pl.String, False, "The load that took it in as it is now."),
        Column("loaded_at", _TIME, False, "When that load began, UTC."),
        Column("first_seen_at", _TIME, False, "When a load first took it in, UTC."),
        Column("missing_since", _TIME, True, "Since when it was not found where loads look, UTC; its articles stay."),
        Column("encoding_method", pl.String, True, "How that was found: bom, declared, utf-8, nul pattern, detected."),
    ),
)

LOADS = Table(
    "loads",
    "a run of load-articles that came to an end",
    "load_id",
    (
        Column("load_id", pl.String, False, "This load."),
        Column("started_at", _TIME, False, "When it began, UTC."),
        Column("finished_at", _TIME, False, "When its rows were complete, UTC."),
        Column("status", pl.String, False, "published, unchanged (nothing was new) or gate_closed."),
        Column("files_found", pl.Int32, False, "Files found: the sum of the next four."),
        Column("files_loaded", pl.Int32, False, "Files whose records were loaded."),
        Column("files_unchanged", pl.Int32, False, "Files that are in the warehouse as they are."),
        Column("files_duplicate", pl.Int32, False, "Files that repeat another one."),
        Column("files_quarantined", pl.Int32, False, "Files that could not be taken in."),
        Column("articles", pl.Int32, False, "Articles written."),
        Column("entities", pl.Int32, False, "Mentions written."),
        Column("quotes", pl.Int32, False, "Quotes written."),
        Column("links", pl.Int32, False, "Links written."),
        Column("quarantined", pl.Int32, False, "Rows written to the quarantine."),
        Column("parser_version", pl.String, False, "The version of the parser."),
        Column("copydesk_version", pl.String, False, "The version of copydesk."),
        Column("flow_run_id", pl.String, True, "The Prefect flow run, where there was one."),
        Column("verdict", pl.String, False, "The verdict of the checks, in a word or two."),
        Column("message", pl.String, True, "What a person should know about it."),
        Column("records", _RECORDS, True, "Records read, and what became of them: found is the sum of the other four."),
    ),
)

DOCUMENTS = Table(
    "documents",
    "a record as it was read, whether it became an article or repeats one",
    "article_id",
    (
        Column("article_id", pl.String, False, "The article that it is, or would be if it did not repeat another."),
        Column("file_id", pl.String, False, "The file it was read from (table files)."),
        Column("path", pl.String, False, "That file's path."),
        Column("record_no", pl.Int32, False, "Which record of the file, from 0."),
        Column("text", pl.String, False, "Its text as read, decoded and otherwise untouched."),
        Column("metadata", pl.String, True, "What its format says about it, as JSON; null where that is nothing."),
        Column("content_hash", pl.String, False, "SHA-256 of text and metadata."),
        Column(
            "repeat_key", pl.String, False, "The same for the same content but for line ends, Unicode form, spaces."
        ),
        Column(
            "duplicate_of", pl.String, True, "The article_id that stands for it; null where it is itself an article."
        ),
        Column("load_id", pl.String, False, "The load that read it as it is now."),
        Column("loaded_at", _TIME, False, "When that load began, UTC."),
    ),
)

TABLE_ROWS = Table(
    "table_rows",
    "a table at the end of a load",
    "load_id, table_name",
    (
        Column("load_id", pl.String, False, "The load."),
        Column("table_name", pl.String, False, "The table, with its schema where that is not main."),
        Column("row_count", pl.Int64, False, "How many rows it had when the load was committed."),
    ),
)

QUARANTINE = Table(
    "quarantine",
    "something that was held back, and why",
    "quarantine_id",
    (
        Column("quarantine_id", pl.String, False, "The same for the same trouble with the same row."),
        Column("stage", pl.String, False, "Where it was found: intake, parse or check."),
        Column("code", pl.String, False, "What is wrong, as a stable code."),
        Column("message", pl.String, False, "What is wrong, in a sentence."),
        Column("path", pl.String, False, "The file."),
        Column("file_id", pl.String, False, "The file's id (table files)."),
        Column("record_no", pl.Int32, True, "Which record of the file, from 0; null for the whole file."),
        Column("article_id", pl.String, True, "The article that was held, or whose row was."),
        Column("table_name", pl.String, True, "The table that the row would have gone to."),
        Column("row", pl.String, True, "The row as JSON, or the first bytes of the file, escaped."),
        Column("load_id", pl.String, False, "The last load that met it."),
        Column("first_seen_at", _TIME, False, "When a load first met it, UTC."),
        Column("resolved_at", _TIME, True, "When a load took the file in without it, UTC; null while it stands."),
        Column("sha256", pl.String, True, "SHA-256 of the file's bytes; null where they could not be read."),
        Column("last_seen_at", _TIME, True, "When a load last met it, UTC."),
        Column("replayed_in", pl.String, True, "The load that tried it again; null where none did."),
        Column("kept_id", pl.String, True, "The bytes kept of it (table kept); null where they were too many."),
    ),
)

KEPT = Table(
    "kept",
    "the bytes of something that was held back, as they were read",
    "kept_id",
    (
        Column("kept_id", pl.String, False, "The same for the same bytes of the same kind and name."),
        Column(
            "kind", pl.String, False, "file, member (of an archive), record (of a file of many) or document (JSON)."
        ),
        Column("name", pl.String, False, "The name that tells its format."),
        Column("content_type", pl.String, True, "The MIME type that its carrier declared."),
        Column("metadata", pl.String, True, "What its carrier knows of the article, as JSON."),
        Column("data", pl.Binary, False, "The bytes."),
        Column("load_id", pl.String, False, "The load that kept them."),
        Column("loaded_at", _TIME, False, "When that load began, UTC."),
    ),
)

MIGRATIONS = Table(
    "migrations",
    "a change of the tables that was made to this file",
    "number",
    (
        Column("number", pl.Int32, False, "Its number; 0: the views and macros, made again when they change."),
        Column("name", pl.String, False, "Its file in sql/migrations."),
        Column("sha256", pl.String, False, "SHA-256 of its text."),
        Column("applied_at", _TIME, False, "When it was made, UTC."),
    ),
)

ALL_TABLES: tuple[Table, ...] = (
    *TABLES,
    DOCUMENTS,
    FILES,
    LOADS,
    TABLE_ROWS,
    QUARANTINE,
    KEPT,
    CHECK_RESULTS,
    RUN_METRICS,
    AUDITS,
    *IDENTITY_TABLES,
    *RESOLUTION,
    MIGRATIONS,
)

# What moves to the schema history when its article changes or goes: the same columns, and these.
VERSIONED: tuple[Table, ...] = (*TABLES, DOCUMENTS)
GAVE_WAY = (
    Column("superseded_at", _TIME, True, "When the load began that brought what came after it, UTC."),
    Column("superseded_by", pl.String, True, "That load."),
)
HISTORY_TABLES: tuple[Table, ...] = tuple(
    Table(
        f"history.{table.name}",
        f"a row of {table.name} that gave way",
        f"{table.key}, superseded_by",
        (*(column._replace(nullable=True) for column in table.columns), *GAVE_WAY),
    )
    for table in VERSIONED
)

_FILLED_BY_THE_LOAD = {
    "quarantine_id",
    "load_id",
    "loaded_at",
    "first_seen_at",
    "resolved_at",
    "checked_at",
    "last_seen_at",
    "replayed_in",
    "duplicate_of",
    "missing_since",
}


def given_schema(table: Table) -> dict[str, Any]:
    """The columns of a ledger table that the caller gives; the load fills in the rest."""
    return {name: dtype for name, dtype in table.schema.items() if name not in _FILLED_BY_THE_LOAD}


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the flow: what is known of it from the start."""

    load_id: str
    started_at: datetime
    parser_version: str
    copydesk_version: str
    flow_run_id: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the files that a run found, and the verdict of its checks."""

    found: int
    loaded: int
    unchanged: int
    duplicate: int
    quarantined: int
    verdict: str
    message: str | None = None


LoadStatus = Literal["published", "unchanged", "gate_closed"]

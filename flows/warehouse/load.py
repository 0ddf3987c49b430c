"""One load: everything that it writes, in one transaction."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from flows.model import Document, Kept, Problem, content_id
from flows.resources import sql
from flows.tables import TABLES, Frames, Table
from flows.warehouse.check_tables import CHECK_RESULTS, RUN_METRICS
from flows.warehouse.checks import run_checks
from flows.warehouse.identities import locate_places, resolve_identities
from flows.warehouse.ledger import (
    FILES,
    KEPT,
    QUARANTINE,
    VERSIONED,
    LoadStatus,
    Run,
    Tally,
    given_schema,
)
from flows.warehouse.metrics import measure, usual_articles
from flows.warehouse.records import Records, Settled
from flows.warehouse.resolution import resolve


class Load:
    """Writes the rows of one run. Rows of older loads that they replace are removed by `finish`.

    One thread at a time; nothing is seen by anybody before the transaction around it is committed.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, run: Run) -> None:
        """Write for this run, in the transaction that the connection is in."""
        self._connection = connection
        self._run = run
        self._written: Counter[str] = Counter()
        self._quarantine_ids: set[str] = set()
        self._records = Records(connection, run)
        self._unread = 0
        self._settled: Settled | None = None
        self.finished = False

    def screen(self, documents: Sequence[Document], in_any_case: Collection[str] = ()) -> list[Document]:
        """Keep the records of a batch as they were read → those to be parsed: not unchanged, and repeating no other.

        `in_any_case` are articles that are parsed though nothing changed, because rows of theirs were held.
        """
        return self._records.screen(documents, in_any_case)

    def add(self, frames: Frames) -> None:
        """Add a checked batch; each article once in a load."""
        for table, frame in frames.items():
            self._insert(table, frame.select(table.names))

    def parse_again(self, articles: pl.DataFrame) -> set[str]:
        """Announce articles (article_id, content_hash) whose kept text was parsed again → those that are still as then.

        The others have been read anew meanwhile, and are not to be added.
        """
        return self._records.parse_again(articles)

    def add_files(self, files: pl.DataFrame) -> None:
        """Add files that this load took in (loaded or quarantined, not unchanged ones) to the ledger.

        To be called after all batches. `files` has the columns of `given_schema(FILES)`; each file once in a load.
        """
        self._insert(FILES, _as_given(files, FILES))

    def add_quarantine(self, problems: Sequence[Problem]) -> None:
        """Add what was held back, with the bytes that are kept; the same trouble with the same row is written once."""
        new: list[dict[str, object]] = []
        kept: dict[str, dict[str, object]] = {}
        for problem in problems:
            quarantine_id, row = _quarantine_row(problem)
            if quarantine_id not in self._quarantine_ids:
                self._quarantine_ids.add(quarantine_id)
                new.append({"quarantine_id": quarantine_id, **row})
                if problem.kept:
                    kept[problem.kept.kept_id] = _kept_row(problem.kept)
                self._unread += problem.stage == "intake" and problem.record_no is not None
        schema = {"quarantine_id": pl.String, **given_schema(QUARANTINE)}
        self._insert(QUARANTINE, pl.DataFrame(new, schema=schema))
        if kept:
            self._insert(KEPT, pl.DataFrame(list(kept.values()), schema=given_schema(KEPT)))

    def mark_replayed(self, quarantine_ids: Sequence[str]) -> tuple[int, int]:
        """Mark rows of the quarantine that this load tried again, and close those that it met no more → tried, closed.

        To be called when everything else was added.
        """
        self._connection.register("replayed", pl.DataFrame({"quarantine_id": quarantine_ids}))
        try:
            self._run_sql("load/mark_replayed")
            (closed,) = self._connection.execute(sql("load/resolve_replayed"), self._stamp).fetchall()[0]
        finally:
            self._connection.unregister("replayed")
        return len(quarantine_ids), int(closed)

    def add_check_results(self, results: pl.DataFrame) -> None:
        """Add what the checks found; `results` has the columns of `given_schema(CHECK_RESULTS)`."""
        self._insert(CHECK_RESULTS, _as_given(results, CHECK_RESULTS))

    def usual_articles(self) -> float | None:
        """How many articles a load usually has; null where too few loads say so."""
        return usual_articles(self._connection)

    def measure(self, rules: pl.DataFrame, compared_with: Mapping[str, float]) -> pl.DataFrame:
        """Measure what was added so far and judge its drift (`flows.warehouse.metrics.measure`); writes nothing."""
        return measure(self._connection, self._run, rules, compared_with)

    def add_metrics(self, metrics: pl.DataFrame) -> None:
        """Add what `measure` returned."""
        self._insert(RUN_METRICS, metrics)

    def record_audit(self, counts: Mapping[str, int], checks: int, failed: int, verdict: str, message: str) -> None:
        """Write the row of `audits` for this run, which loads nothing; `counts` are the rows of each table."""
        audit = {**counts, "checks": checks, "failed": failed, "verdict": verdict, "message": message}
        ended = {"finished_at": datetime.now(UTC), "flow_run_id": self._run.flow_run_id}
        self._connection.execute(sql("load/insert_audit"), {**self._stamp, **ended, **audit})
        self.finished = True

    def successors(self) -> list[Document]:
        """The duplicates to be parsed now that what stood for them changed, went or was held, after `add_files`.

        Their rows are to be added like those of a batch, and this to be asked again, until there are none.
        """
        return self._records.successors()

    def settle(self) -> Settled:
        """Decide what stands for what → the files that are duplicates, and what became of the records."""
        self._settled = self._records.settle()
        self._written.subtract(self._settled.withdrawn)
        return self._settled

    def finish(self, tally: Tally, own_references: Path | None = None) -> None:
        """Remove what was replaced, resolve families, links and identities, record the load, and run all checks.

        What was replaced by other content moves to the schema history. Raises CheckFailedError where a check finds a
        row: the transaction must then be rolled back, as leaving the `with` block of `Warehouse.load` by that
        exception does.
        """
        if self._settled is None:
            self.settle()
        names_went = self._connection.execute(sql("load/count_superseded")).fetchall() != [(0,)]
        if names_went:
            for table in VERSIONED:
                self._connection.execute(sql(f"load/archive_{table.name}"), self._stamp)
                self._run_sql(f"load/delete_{table.name}")
        for step in ("delete_files", "delete_quarantine"):
            self._run_sql(f"load/{step}")
        self._connection.execute(sql("load/resolve_quarantine"), self._stamp)
        self._connection.execute(sql("load/delete_kept"))
        resolve(self._connection)
        resolve_identities(self._connection, self._run, own_references, names_went=names_went)
        locate_places(self._connection, self._run)
        self.record("published", tally)
        self.add_check_results(run_checks(self._connection, self._run.load_id))
        self._run_sql("load/insert_table_rows")

    def record(self, status: LoadStatus, tally: Tally) -> None:
        """Write the row of `loads`, which nothing of this load may follow but check results."""
        self._connection.execute(
            sql("load/insert_load"),
            {
                **self._stamp,
                "finished_at": datetime.now(UTC),
                "status": status,
                "files_found": tally.found,
                "files_loaded": tally.loaded,
                "files_unchanged": tally.unchanged,
                "files_duplicate": tally.duplicate,
                "files_quarantined": tally.quarantined,
                **{table.name: self._written[table.name] for table in TABLES},
                "quarantined": self._written[QUARANTINE.name],
                "parser_version": self._run.parser_version,
                "copydesk_version": self._run.copydesk_version,
                "flow_run_id": self._run.flow_run_id,
                "verdict": tally.verdict,
                "message": tally.message,
                "records": self._record_counts(),
            },
        )
        self.finished = True

    def _record_counts(self) -> dict[str, int] | None:
        if self._settled is None:
            return None
        return {"found": self._records.screened + self._unread, **self._settled.records}

    @property
    def _stamp(self) -> dict[str, object]:
        return {"this_load": self._run.load_id, "started_at": self._run.started_at}

    def _run_sql(self, name: str) -> None:
        self._connection.execute(sql(name), {"this_load": self._run.load_id})

    def _insert(self, table: Table, rows: pl.DataFrame) -> None:
        view = f"new_{table.name}"
        self._connection.register(view, rows)
        try:
            self._connection.execute(sql(f"load/insert_{table.name}"), self._stamp)
        finally:
            self._connection.unregister(view)
        self._written[table.name] += rows.height


def _as_given(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    schema = pl.Schema(given_schema(table))
    return rows.select(schema.names()).cast(schema)


def _kept_row(kept: Kept) -> dict[str, object]:
    metadata = json.dumps(kept.metadata, ensure_ascii=False, default=str) if kept.metadata else None
    given = {"kind": kept.kind, "name": kept.name, "content_type": kept.content_type, "data": kept.data}
    return {"kept_id": kept.kept_id, **given, "metadata": metadata}


def _quarantine_row(problem: Problem) -> tuple[str, dict[str, object]]:
    row: dict[str, object] = {one.name: getattr(problem, one.name) for one in fields(problem)}
    row["kept_id"] = problem.kept.kept_id if problem.kept else None
    del row["kept"]
    if problem.article_id is None and problem.record_no is not None:
        # the id its article has, or would have had: its older rows stay
        row["article_id"] = Document(problem.file_id, problem.path, problem.record_no, "").article_id
    identity = (problem.stage, problem.code, problem.file_id, row["article_id"], problem.table_name, problem.row)
    return content_id("quarantine", *identity), row

"""The batches of a load on their way from intake to the warehouse, and what is counted as they pass."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import polars as pl

from flows.intake import FileRow, Picked, Survey
from flows.model import Problem
from flows.parsing.frames import empty_frames
from flows.progress import Progress
from flows.quality import CheckResult, figures
from flows.tables import TABLES
from flows.warehouse.ledger import CHECK_RESULTS, FILES, Run, given_schema
from flows.workforce import Workforce


class Batch:
    """Documents to be parsed and, after `work`, what came of them.

    It is handed from step to step rather than returned: Prefect keeps what a task returns as long as the flow runs.
    """

    def __init__(self, number: int, picked: Picked) -> None:
        """Take the documents."""
        self.number = number
        self.picked = picked
        self.passed = empty_frames()
        self.held: tuple[Problem, ...] = ()
        self.results: tuple[CheckResult, ...] = ()
        self.failed: tuple[Problem, ...] = ()

    def work(self, workforce: Workforce, run: Run, steps: Progress) -> None:
        """Parse the documents and check their rows, both in other processes."""
        parsed = workforce.parse(self.picked.documents, run.load_id, run.started_at)
        checked, seconds = workforce.check(parsed.frames)
        steps.add("parse", parsed.seconds)
        steps.add("check", seconds)
        paths = {document.file_id: document.path for document in self.picked.documents}
        self.passed, self.results = checked.frames, checked.results
        self.held = tuple(replace(problem, path=paths.get(problem.file_id, "")) for problem in checked.held)
        self.failed = parsed.failed


@dataclass
class Count:
    """What has been counted of a load so far."""

    survey: Survey
    passed: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    without: Counter[str] = field(default_factory=Counter)
    results: list[CheckResult] = field(default_factory=list)
    failed: list[Problem] = field(default_factory=list)
    passed_files: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    records: int = 0

    def add(self, batch: Batch) -> None:
        """Count a batch that was worked on."""
        self.passed.update({table.name: frame.height for table, frame in batch.passed.items()})
        self.held.update(problem.table_name for problem in batch.held if problem.table_name)
        self.without["title"] += batch.passed.articles["title"].null_count()
        self.without["speaker"] += batch.passed.quotes["speaker_text"].null_count()
        self.results.extend(batch.results)
        self.failed.extend(batch.failed)
        self.passed_files.update(batch.passed.articles["file_id"])
        self.left.update(batch.picked.left)
        self.records += len(batch.picked.documents)

    def files(self) -> tuple[FileRow, ...]:
        """Each file that was found and not left, with what became of it in the end."""
        rows = (row for row in self.survey.rows if row.file_id not in self.left)
        return tuple(
            replace(row, status="quarantined")
            if row.status == "loaded" and row.file_id not in self.passed_files
            else row
            for row in rows
        )

    def fates(self) -> dict[str, int]:
        """Files by what became of them, and found: how many there were."""
        fates = Counter(row.status for row in self.files())
        found = self.survey.found - len(self.survey.left) - len(self.left)
        return {"found": found, **{fate: fates[fate] for fate in ("loaded", "unchanged", "duplicate", "quarantined")}}

    def figures(self, usual_articles: float | None) -> dict[str, float | None]:
        """The figures that the suite of the load as a whole is checked on."""
        without_title, without_speaker = self.without["title"], self.without["speaker"]
        rows = self.rows_passed(), self.rows_held()
        failed = len(self.failed)
        return figures(self.fates(), *rows, failed, without_title, without_speaker, self.records, usual_articles)

    def rows_passed(self) -> dict[str, int]:
        """Rows that go into each table."""
        return {table.name: self.passed[table.name] for table in TABLES}

    def rows_held(self) -> dict[str, int]:
        """Rows of each table that a check held."""
        return {table.name: self.held[table.name] for table in TABLES}

    def ledger_rows(self) -> pl.DataFrame:
        """The rows of `files` for those that this load took in."""
        return pl.DataFrame(
            [
                {
                    "file_id": row.file_id,
                    "path": row.path,
                    "sha256": row.sha256,
                    "bytes": row.bytes,
                    "modified_at": row.modified_at,
                    "status": row.status,
                    "duplicate_of": row.duplicate_of,
                    "encoding": "utf-8" if row.status in ("loaded", "duplicate") else None,
                    "records": 1 if row.status in ("loaded", "duplicate") else None,
                }
                for row in self.files()
                if row.status != "unchanged"
            ],
            schema=given_schema(FILES),
        )


def result_rows(results: Iterable[CheckResult]) -> pl.DataFrame:
    """The rows of `check_results` for these results."""
    rows = [
        {
            "table_name": result.table,
            "expectation": result.code,
            "column_name": result.column or None,
            "severity": result.severity,
            "why": result.why,
            "checked": result.checked,
            "failed": result.failed,
            "success": result.success,
            "could_not_run": result.could_not_run,
            "observed": result.error or result.observed,
            "allowed": result.allowed,
        }
        for result in results
    ]
    return pl.DataFrame(rows, schema=given_schema(CHECK_RESULTS))

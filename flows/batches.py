"""The batches of a load on their way from intake to the warehouse, and what is counted as they pass."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from threading import Condition

import polars as pl

from flows.intake import FileRow, Item, Keeper, Left, Survey, Taken, Unread
from flows.model import Document, Problem
from flows.parsing.frames import empty_frames
from flows.progress import Progress
from flows.quality import CheckResult, figures
from flows.tables import TABLES
from flows.warehouse import Settled
from flows.warehouse.check_tables import CHECK_RESULTS
from flows.warehouse.ledger import FILES, Run, given_schema
from flows.workforce import CHUNK, ParsedChunk, ReadChunk, Workforce, join

# Records that wait for a parser may hold so many bytes; more would only fill the memory.
_MOST_WAITING = 48_000_000
_CHUNK_BYTES = 4_000_000


class Batch:
    """Records on their way: read by the parsers or the reader, then parsed as far as they are new, then checked.

    It is handed from step to step rather than returned: Prefect keeps what a task returns as long as the flow runs.
    """

    def __init__(self, number: int) -> None:
        """Begin empty."""
        self.number = number
        self.size = 0
        self.documents: list[Document] = []
        self.to_parse: Sequence[Document] = ()
        self.taken: list[Taken] = []
        self.left: list[Left] = []
        self.failed: list[Problem] = []
        self.passed = empty_frames()
        self.held: tuple[Problem, ...] = ()
        self.results: tuple[CheckResult, ...] = ()
        self.reading: list[Document | Future[ReadChunk]] = []
        self.parsing: list[Future[ParsedChunk]] = []

    def read(self, steps: Progress) -> None:
        """Wait until its records are read."""
        for one in self.reading:
            if isinstance(one, Document):
                self.documents.append(one)
                continue
            chunk = one.result()
            steps.add("read", chunk.seconds)
            self.documents += chunk.documents
            self.failed += chunk.failed
            self.taken += chunk.taken
            self.left += chunk.left
        self.reading.clear()

    def parse(self, documents: Sequence[Document], workforce: Workforce, run: Run) -> None:
        """Begin to parse these of its documents."""
        self.to_parse = documents
        self.parsing = workforce.parse_soon(documents, run.load_id, run.started_at)

    def work(self, workforce: Workforce, steps: Progress) -> None:
        """Wait until the documents are parsed, and check their rows, both in other processes."""
        if not self.to_parse:
            return
        parsed = join([future.result() for future in self.parsing])
        self.parsing.clear()
        checked, seconds = workforce.check(parsed.frames)
        steps.add("parse", parsed.seconds)
        steps.add("check", seconds)
        paths = {document.article_id: document.path for document in self.to_parse}
        self.passed, self.results = checked.frames, checked.results
        self.held = tuple(replace(one, path=paths.get(one.article_id or "", "")) for one in checked.held)
        self.failed += parsed.failed

    def forget(self) -> None:
        """Let go of its documents and rows; what is held stays."""
        self.documents, self.to_parse, self.passed, self.results = [], (), empty_frames(), ()

    def problems(self, keeper: Keeper) -> list[Problem]:
        """Everything of it that is held, each with what is kept of it."""
        documents = {document.article_id: document for document in (*self.documents, *self.to_parse)}
        return [keeper.keep(problem, documents) for problem in (*self.failed, *self.held)]


def batches(items: Iterable[Item], workforce: Workforce, batch_size: int) -> Iterator[Batch]:
    """Hand the records to be read as they come, and give out each batch when the last one is under way."""
    batch = Batch(1)
    waiting = _Waiting()
    chunk: list[Unread] = []
    size = 0

    def send() -> None:
        nonlocal chunk, size
        if chunk:
            batch.reading.append(waiting.add(workforce.read_soon(chunk), size))
        chunk, size = [], 0

    for item in items:
        if isinstance(item, Problem):
            batch.failed.append(item)
        elif isinstance(item, Taken):
            batch.taken.append(item)
        elif isinstance(item, Left):
            batch.left.append(item)
        elif isinstance(item, Unread):
            chunk.append(item)
            size += len(item.data)
        else:
            send()
            batch.reading.append(item)
        batch.size += isinstance(item, Document | Unread | Problem)
        if len(chunk) == CHUNK or size >= _CHUNK_BYTES:
            send()
        if batch.size == batch_size:
            send()
            yield batch
            batch = Batch(batch.number + 1)
    send()
    if batch.size or batch.taken or batch.left:
        yield batch


class _Waiting:
    """Keeps the bytes that wait for a parser few."""

    def __init__(self) -> None:
        self._bytes = 0
        self._fewer = Condition()

    def add(self, future: "Future[ReadChunk]", size: int) -> "Future[ReadChunk]":
        with self._fewer:
            self._fewer.wait_for(lambda: self._bytes < _MOST_WAITING)
            self._bytes += size
        future.add_done_callback(lambda _: self._done(size))
        return future

    def _done(self, size: int) -> None:
        with self._fewer:
            self._bytes -= size
            self._fewer.notify()


@dataclass
class Count:
    """What has been counted of a load so far."""

    survey: Survey
    passed: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    without: Counter[str] = field(default_factory=Counter)
    results: list[CheckResult] = field(default_factory=list)
    failed: list[Problem] = field(default_factory=list)
    taken_in: set[str] = field(default_factory=set)
    settled: Settled = field(default_factory=Settled)
    records: Counter[str] = field(default_factory=Counter)
    encodings: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)

    def add(self, batch: Batch) -> None:
        """Count a batch that was worked on."""
        self.passed.update({table.name: frame.height for table, frame in batch.passed.items()})
        self.held.update(problem.table_name for problem in batch.held if problem.table_name)
        self.without["title"] += batch.passed.articles["title"].null_count()
        self.without["speaker"] += batch.passed.quotes["speaker_text"].null_count()
        self.results.extend(batch.results)
        self.failed.extend(batch.failed)
        new = {document.article_id for document in batch.to_parse}
        self.taken_in.update(batch.passed.articles["file_id"])
        self.taken_in.update(one.file_id for one in batch.documents if one.article_id not in new)
        self.left.update(left.file_id for left in batch.left)
        for taken in batch.taken:
            self.records[taken.file_id] += taken.records
            self.encodings.setdefault(taken.file_id, set()).update(taken.encodings)

    def files(self) -> tuple[FileRow, ...]:
        """Each file that was found and not left, with what became of it in the end."""
        return tuple(map(self._in_the_end, (row for row in self.survey.rows if row.file_id not in self.left)))

    def _in_the_end(self, row: FileRow) -> FileRow:
        if row.status != "loaded":
            return row
        if row.file_id in self.settled.duplicate_files:
            return replace(row, status="duplicate")
        return row if row.file_id in self.taken_in else replace(row, status="quarantined")

    def fates(self) -> dict[str, int]:
        """Files by what became of them, and found: how many there were."""
        fates = Counter(row.status for row in self.files())
        found = self.survey.found - len(self.survey.left) - self.left_files
        return {"found": found, **{fate: fates[fate] for fate in ("loaded", "unchanged", "duplicate", "quarantined")}}

    def figures(self, usual_articles: float | None) -> dict[str, float | None]:
        """The figures that the suite of the load as a whole is checked on."""
        without_title, without_speaker = self.without["title"], self.without["speaker"]
        rows = self.rows_passed(), self.rows_held()
        failed = sum(problem.stage == "parse" for problem in self.failed)
        refused = sum(problem.stage == "intake" and problem.record_no is not None for problem in self.failed)
        records = self.records.total() - refused - self.settled.not_parsed
        return figures(self.fates(), *rows, failed, without_title, without_speaker, records, usual_articles)

    def _encoding(self, row: FileRow, part: int) -> str | None:
        """The one encoding of a file's text (part 0), or how it was found (part 1); mixed where there are several."""
        found = {one[part] for one in self.encodings.get(row.file_id, ())}
        return "mixed" if len(found) > 1 else next(iter(found), None)

    @property
    def left_files(self) -> int:
        """How many files changed since they were found: they are left for the next load."""
        return sum(row.file_id in self.left for row in self.survey.rows)

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
                    "encoding": self._encoding(row, 0),
                    "records": self.records.get(row.file_id),
                    "encoding_method": self._encoding(row, 1),
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

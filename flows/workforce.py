"""The processes of a load: parsers, one a core, a checker, started early because their imports take seconds, a reader.

Parsers and the reader import neither Prefect nor Great Expectations.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from flows.intake import FileRow, Item, Left, Limits, Taken, Unread, read_one, stream
from flows.memory import cap_memory
from flows.model import Document, Parsed, Problem
from flows.processes import Crew, LostError, Task, Worker
from flows.settings import Settings
from flows.tables import TABLES, Frames

if TYPE_CHECKING:
    from flows.quality import Checked, CheckResult

# Enough text for wide matrix products, little enough that the processes finish together.
CHUNK = 40
# Each parser is one process a core: threads of the matrix library within it would halve the speed.
_ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS"), "1")
# After so many records of one file at which its reading died or ran away, the rest of it is not tried.
_MOST_LOSSES = 5


class ReadChunk(NamedTuple):
    """Some records read: their documents, a Problem for each that failed, how files were taken or left, CPU seconds."""

    documents: tuple[Document, ...]
    failed: tuple[Problem, ...]
    taken: tuple[Taken, ...]
    left: tuple[Left, ...]
    seconds: float


class ParsedChunk(NamedTuple):
    """Some documents' frames, a Problem for each that failed, and the CPU seconds that it took."""

    frames: Frames
    failed: tuple[Problem, ...]
    seconds: float


class Workforce:
    """The running processes; its methods may be called from several threads at once."""

    def __init__(
        self, parsers: int, model: str | None = None, suites: Path | None = None, limits: Limits | None = None
    ) -> None:
        """Start the processes and their imports, and return at once."""
        self.limits = limits or Limits()
        self.parsers = parsers
        self._model = model
        self._suites = suites
        self._checking: Crew[Any] = Crew(1, (_warm_up_checker, (suites,)))
        self._parsing: Crew[Any] = Crew(parsers, (_warm_up_parser, (model, self.limits.memory)), _ONE_THREAD)
        self._reader: Worker | None = None  # most loads are of files that the parsers read themselves

    @property
    def pids(self) -> tuple[int, ...]:
        """The numbers of the processes at work: parsers, then the checker, then the reader where there is one."""
        workers = (*self._parsing.workers, *self._checking.workers, *([self._reader] if self._reader else []))
        return tuple(worker.pid for worker in workers)

    def wait_until_ready(self) -> None:
        """Return once a parser and the checker can work. Raises what keeps them from it, such as SuiteError."""
        self._checking.submit(Worker.ready).result()
        self._parsing.submit(Worker.ready).result()

    def read(self, row: FileRow) -> Iterator[Item]:
        """Read a file as a stream, in a process of its own.

        Where that stays silent for longer than a document may take, or dies twice, the member that it was at is held,
        and the others go on. A process may also be killed from outside: that is nobody's fault.
        """
        given = 0
        died_at: set[int] = set()
        lost: dict[int, tuple[str, str]] = {}
        while True:
            number = 0
            try:
                for item in self._run_reader((stream, (row, self.limits, lost))):
                    if isinstance(item, Document | Unread) or (
                        isinstance(item, Problem) and item.record_no is not None
                    ):
                        number += 1
                        if number <= given:  # a second reading of the file comes by the same records
                            continue
                        given = number
                    if item is not None:
                        yield item
                return
            except LostError as error:
                if not error.too_slow and number not in died_at:
                    died_at.add(number)
                    continue
                trouble = _trouble_of_reading(error, self.limits)
                if number in lost or len(lost) == _MOST_LOSSES:
                    yield Problem("intake", *trouble, row.path, row.file_id)
                    yield Taken(row.file_id, given, frozenset())
                    return
                lost[number] = trouble

    def _run_reader(self, task: Task) -> Iterator[Any]:
        if self._reader is None:
            self._reader = Worker((_warm_up_reader, (self.limits.memory,)))
        ended = False
        try:
            yield from self._reader.run(task, self.limits.seconds)
            ended = True
        except LostError:
            ended = True
            raise
        finally:
            if not ended:  # nobody wants the rest
                self._reader.restart()

    def read_soon(self, records: Sequence[Unread]) -> "Future[ReadChunk]":
        """Have records read by the next parser that is free: pages cost as much to read as to parse."""
        return self._parsing.submit(partial(self._read, records=records))

    def parse_soon(
        self, documents: Sequence[Document], load_id: str, loaded_at: datetime
    ) -> "list[Future[ParsedChunk]]":
        """Have documents parsed by the next parsers that are free, in chunks whose order is theirs.

        One that kills its process (a crash in native code, memory gone) or takes too long is found, and held alone.
        """
        size = max(1, min(CHUNK, -(-len(documents) // self.parsers)))
        chunks = [documents[begin : begin + size] for begin in range(0, len(documents), size)]
        jobs = [partial(self._parse, documents=chunk, load_id=load_id, loaded_at=loaded_at) for chunk in chunks]
        return [self._parsing.submit(job) for job in jobs]

    def parse(self, documents: Sequence[Document], load_id: str, loaded_at: datetime) -> ParsedChunk:
        """Parse the documents on all parsers → their frames in order, and a Problem for each that failed."""
        return join([future.result() for future in self.parse_soon(documents, load_id, loaded_at)])

    def check(self, frames: Frames) -> "tuple[Checked, float]":
        """Run the table suites on a batch in the checking process → what passes, and the CPU seconds that it took."""
        return self._ask_checker(_check, frames, self._suites)

    def check_load(self, figures: Mapping[str, float | None]) -> "tuple[CheckResult, ...]":
        """Run the suite of the load as a whole in the checking process."""
        return self._ask_checker(_check_load, figures, self._suites)

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        self._parsing.close()
        self._checking.close()
        if self._reader is not None:
            self._reader.close()

    def abandon(self) -> None:
        """Let nobody wait for the processes any more, from the handler of a signal. `close` is still to be called."""
        self._parsing.abandon()
        self._checking.abandon()
        if self._reader is not None:
            self._reader.abandon()

    def _ask_checker(self, function: Any, *args: Any) -> Any:
        return self._checking.submit(lambda worker: next(iter([*worker.run((function, args))]))).result()

    def _read(self, worker: Worker, records: Sequence[Unread]) -> ReadChunk:
        try:
            (chunk,) = worker.run((_read_chunk, (records, self.limits)), self.limits.seconds)
        except LostError as lost:
            if len(records) > 1:
                return _join_read([self._read(worker, [record]) for record in records])
            trouble = _trouble_of_reading(lost, self.limits)
            record = records[0]
            number = None if record.location else record.record_no
            return ReadChunk((), (Problem("intake", *trouble, record.path, record.file_id, number),), (), (), 0.0)
        return chunk

    def _parse(self, worker: Worker, documents: Sequence[Document], load_id: str, loaded_at: datetime) -> ParsedChunk:
        try:
            (chunk,) = worker.run((_parse_chunk, (documents, load_id, loaded_at, self._model)), self.limits.seconds)
        except LostError as lost:
            if len(documents) > 1:
                return join([self._parse(worker, [document], load_id, loaded_at) for document in documents])
            return join([])._replace(failed=(_lost_parsing(lost, documents[0], self.limits),))
        return chunk


_hired: list[Workforce] = []


def hire(settings: Settings, files: int) -> Workforce:
    """The workforce of this process, started at the first call; fewer parsers than the settings allow for few files."""
    if not _hired:
        parsers = max(1, min(settings.workers, -(-files // CHUNK)))
        _hired.append(Workforce(parsers, settings.model, settings.expectations, settings.limits))
    return _hired[0]


def is_hired() -> bool:
    """Whether this process has a workforce."""
    return bool(_hired)


def dismiss() -> None:
    """End the workforce of this process."""
    while _hired:
        _hired.pop().close()


def abandon() -> None:
    """Let nobody wait for the workforce of this process any more; `dismiss` is still to be called."""
    for workforce in _hired:
        workforce.abandon()


def _join_read(parts: Sequence[ReadChunk]) -> ReadChunk:
    return ReadChunk(
        tuple(document for part in parts for document in part.documents),
        tuple(problem for part in parts for problem in part.failed),
        tuple(taken for part in parts for taken in part.taken),
        tuple(left for part in parts for left in part.left),
        sum(part.seconds for part in parts),
    )


def join(parts: Sequence[ParsedChunk]) -> ParsedChunk:
    """The chunks as one, in order."""
    frames = {
        table.name: pl.concat(
            [pl.DataFrame(schema=table.schema), *(getattr(part.frames, table.name) for part in parts)]
        )
        for table in TABLES
    }
    failed = tuple(problem for part in parts for problem in part.failed)
    return ParsedChunk(Frames(**frames), failed, sum(part.seconds for part in parts))


def _lost_parsing(lost: LostError, item: Document, limits: Limits) -> Problem:
    if lost.too_slow:
        code, message = "too_slow", f"this took longer than the {limits.seconds:g} s of COPYDESK_MAX_SECONDS"
    else:
        code, message = "parse_crashed", "the parser's process died on this text; please report it"
    return Problem("parse", code, message, item.path, item.file_id, item.record_no)


def _trouble_of_reading(lost: LostError, limits: Limits) -> tuple[str, str]:
    if lost.too_slow:
        code, message = "too_slow", f"reading took longer than the {limits.seconds:g} s of COPYDESK_MAX_SECONDS"
    else:
        code, message = "read_crashed", "the reading process died on this; please report it"
    return code, message


# What runs in the processes. The imports are here so that the main process, and the other kind, do without them.


def _warm_up_parser(model: str | None, memory: int) -> Iterator[None]:
    from flows.parsing.parse import parse

    parse([Document("", "", 0, 'London (AP) - Jane Doe said: "Ready."')], model)
    cap_memory(memory)
    yield


def _warm_up_reader(memory: int) -> Iterator[None]:
    cap_memory(memory)
    yield


def _read_chunk(records: Sequence[Unread], limits: Limits) -> Iterator[ReadChunk]:
    began = time.process_time()
    read = [one for record in records for one in read_one(record, limits)]
    yield ReadChunk(
        tuple(one for one in read if isinstance(one, Document)),
        tuple(one for one in read if isinstance(one, Problem)),
        tuple(one for one in read if isinstance(one, Taken)),
        tuple(one for one in read if isinstance(one, Left)),
        time.process_time() - began,
    )


def _parse_chunk(
    documents: Sequence[Document], load_id: str, loaded_at: datetime, model: str | None
) -> Iterator[ParsedChunk]:
    from flows.parsing.frames import make_frames
    from flows.parsing.parse import parse

    began = time.process_time()
    outcomes = parse(documents, model)
    frames = make_frames([outcome for outcome in outcomes if isinstance(outcome, Parsed)], load_id, loaded_at)
    failed = tuple(outcome for outcome in outcomes if isinstance(outcome, Problem))
    yield ParsedChunk(frames, failed, time.process_time() - began)


# CPU seconds of the checking process at the end of its last batch
_checked_until = [0.0]


def _warm_up_checker(suites: Path | None) -> Iterator[None]:
    from flows.quality import warm_up

    warm_up(suites)
    _checked_until[0] = time.process_time()
    yield


def _check(frames: Frames, suites: Path | None) -> "Iterator[tuple[Checked, float]]":
    from flows.quality import check

    checked = check(frames, suites)
    began, _checked_until[0] = _checked_until[0], time.process_time()
    # since the last batch, because taking the rows over from the other process is part of the cost
    yield checked, _checked_until[0] - began


def _check_load(figures: Mapping[str, float | None], suites: Path | None) -> "Iterator[tuple[CheckResult, ...]]":
    from flows.quality import check_load

    yield check_load(figures, suites)

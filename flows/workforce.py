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


class ParsedChunk(NamedTuple):
    """Some records' frames, a Problem for each that failed, and the CPU seconds that it took.

    `paths` says where each article was found, by article_id; `taken` and `left` are those of files read on the way.
    """

    frames: Frames
    failed: tuple[Problem, ...]
    seconds: float
    paths: Mapping[str, str]
    taken: tuple[Taken, ...] = ()
    left: tuple[Left, ...] = ()


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
        self._parsing: Crew[ParsedChunk] = Crew(parsers, (_warm_up_parser, (model,)), _ONE_THREAD)
        self._reader: Worker | None = None  # most loads are of files that the parsers read themselves

    @property
    def pids(self) -> tuple[int, ...]:
        """The numbers of the processes at work: parsers, then the checker, then the reader where there is one."""
        workers = (*self._parsing.workers, *self._checking.workers, *([self._reader] if self._reader else []))
        return tuple(worker.pid for worker in workers)

    def wait_until_ready(self) -> None:
        """Return once a parser and the checker can work. Raises what keeps them from it, such as SuiteError."""
        self._checking.submit(Worker.ready).result()
        self._parsing.submit(Worker.ready).result()  # type: ignore[arg-type]

    def read(self, row: FileRow) -> Iterator[Item]:
        """Read a file as a stream, in a process of its own.

        Where that dies or stays silent for longer than a document may take, the member is held, and the others go on.
        """
        given = 0
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
                trouble = _trouble_of_reading(error, self.limits)
                if number in lost or len(lost) == _MOST_LOSSES:
                    yield Problem("intake", *trouble, row.path, row.file_id)
                    yield Taken(row.file_id, given, frozenset())
                    return
                lost[number] = trouble

    def _run_reader(self, task: Task) -> Iterator[Any]:
        if self._reader is None:
            self._reader = Worker()
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

    def submit(self, items: Sequence[Document | Unread], load_id: str, loaded_at: datetime) -> "Future[ParsedChunk]":
        """Have records read and parsed by the next parser that is free.

        One that kills its process (a crash in native code, memory gone) or takes too long is found, and held alone.
        """
        return self._parsing.submit(partial(self._parse, items=items, load_id=load_id, loaded_at=loaded_at))

    def parse(self, documents: Sequence[Document], load_id: str, loaded_at: datetime) -> ParsedChunk:
        """Parse the documents on all parsers → their frames in order, and a Problem for each that failed."""
        size = max(1, min(CHUNK, -(-len(documents) // self.parsers)))
        chunks = [documents[begin : begin + size] for begin in range(0, len(documents), size)]
        return join([future.result() for future in [self.submit(chunk, load_id, loaded_at) for chunk in chunks]])

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

    def _ask_checker(self, function: Any, *args: Any) -> Any:
        return self._checking.submit(lambda worker: next(iter([*worker.run((function, args))]))).result()

    def _parse(
        self, worker: Worker, items: Sequence[Document | Unread], load_id: str, loaded_at: datetime
    ) -> ParsedChunk:
        task = (_parse_chunk, (items, load_id, loaded_at, self._model, self.limits))
        try:
            (chunk,) = worker.run(task, self.limits.seconds)
            return chunk
        except LostError as lost:
            if len(items) == 1:
                (item,) = items
                taken = (Taken(item.file_id, 1, frozenset()),) if isinstance(item, Unread) and item.location else ()
                return join([])._replace(failed=(_lost_parsing(lost, item, self.limits),), taken=taken)
            return join([self._parse(worker, [item], load_id, loaded_at) for item in items])


_hired: list[Workforce] = []


def hire(settings: Settings, files: int) -> Workforce:
    """The workforce of this process, started at the first call; fewer parsers than the settings allow for few files."""
    if not _hired:
        parsers = max(1, min(settings.workers, -(-files // CHUNK)))
        _hired.append(Workforce(parsers, settings.model, settings.expectations, settings.limits))
    return _hired[0]


def dismiss() -> None:
    """End the workforce of this process."""
    while _hired:
        _hired.pop().close()


def join(parts: Sequence[ParsedChunk]) -> ParsedChunk:
    """The chunks as one, in order."""
    frames = {
        table.name: pl.concat(
            [pl.DataFrame(schema=table.schema), *(getattr(part.frames, table.name) for part in parts)]
        )
        for table in TABLES
    }
    return ParsedChunk(
        Frames(**frames),
        tuple(problem for part in parts for problem in part.failed),
        sum(part.seconds for part in parts),
        {article_id: path for part in parts for article_id, path in part.paths.items()},
        tuple(taken for part in parts for taken in part.taken),
        tuple(left for part in parts for left in part.left),
    )


def _lost_parsing(lost: LostError, item: Document | Unread, limits: Limits) -> Problem:
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
    return code, f"{message}; what follows it here was not read"


# What runs in the processes. The imports are here so that the main process, and the other kind, do without them.


def _warm_up_parser(model: str | None) -> Iterator[None]:
    from flows.parsing.parse import parse

    parse([Document("", "", 0, 'London (AP) - Jane Doe said: "Ready."')], model)
    yield


def _parse_chunk(
    items: Sequence[Document | Unread], load_id: str, loaded_at: datetime, model: str | None, limits: Limits
) -> Iterator[ParsedChunk]:
    from flows.parsing.frames import make_frames
    from flows.parsing.parse import parse

    began = time.process_time()
    read = [one for item in items for one in (read_one(item, limits) if isinstance(item, Unread) else (item,))]
    documents = [one for one in read if isinstance(one, Document)]
    outcomes = parse(documents, model)
    frames = make_frames([outcome for outcome in outcomes if isinstance(outcome, Parsed)], load_id, loaded_at)
    yield ParsedChunk(
        frames,
        tuple(one for one in (*read, *outcomes) if isinstance(one, Problem)),
        time.process_time() - began,
        {document.article_id: document.path for document in documents},
        tuple(one for one in read if isinstance(one, Taken)),
        tuple(one for one in read if isinstance(one, Left)),
    )


def _warm_up_checker(suites: Path | None) -> Iterator[None]:
    from flows.quality import warm_up

    warm_up(suites)
    yield


def _check(frames: Frames, suites: Path | None) -> "Iterator[tuple[Checked, float]]":
    from flows.quality import check

    began = time.process_time()
    yield check(frames, suites), time.process_time() - began


def _check_load(figures: Mapping[str, float | None], suites: Path | None) -> "Iterator[tuple[CheckResult, ...]]":
    from flows.quality import check_load

    yield check_load(figures, suites)

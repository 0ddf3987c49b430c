"""The processes of a load: parsers, one a core, and one checker, started early because their imports take seconds.

Parsers import neither Prefect nor Great Expectations: loky starts processes that do not import the main module again.
"""

import os
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import polars as pl
from loky import ProcessPoolExecutor
from loky.backend import get_context

from flows.model import Document, Parsed, Problem
from flows.settings import Settings
from flows.tables import TABLES, Frames

if TYPE_CHECKING:
    from flows.quality import Checked, CheckResult

# Enough text for wide matrix products, little enough that the processes finish together.
_CHUNK = 40
# Each parser is one process a core: threads of the matrix library within it would halve the speed.
_ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS"), "1")
# The processes are killed when they are no longer needed; Python's watcher would report the locks they held as leaked.
_QUIET = "ignore::UserWarning:multiprocessing.resource_tracker"


class ParsedChunk(NamedTuple):
    """Some documents' frames, a Problem for each that failed, and the CPU seconds that it took."""

    frames: Frames
    failed: tuple[Problem, ...]
    seconds: float


def _pool(processes: int, env: dict[str, str]) -> ProcessPoolExecutor:
    context = get_context("loky")
    return ProcessPoolExecutor(processes, context=context, initializer=_end_with_parent, env=env)


class Workforce:
    """The running processes; its methods may be called from several threads at once."""

    def __init__(self, parsers: int, model: str | None = None, suites: Path | None = None) -> None:
        """Start the processes and their imports, and return at once."""
        os.environ.setdefault("PYTHONWARNINGS", _QUIET)  # inherited by the watcher, which starts with the first process
        self._parsers = parsers
        self._model = model
        self._suites = suites
        self._lock = threading.Lock()
        self._checking = _pool(1, {})
        self._checker_is_ready = self._checking.submit(_warm_up_checker, suites)
        self._parsing = self._start_parsers()

    def _start_parsers(self) -> ProcessPoolExecutor:
        pool = _pool(self._parsers, _ONE_THREAD)
        self._parser_is_ready, *_ = [pool.submit(_warm_up_parser, self._model) for _ in range(self._parsers)]
        return pool

    def parse(self, documents: Sequence[Document], load_id: str, loaded_at: datetime) -> ParsedChunk:
        """Parse the documents on all parsers → their frames in order, and a Problem for each that failed.

        A text that kills its process (a crash in native code, memory gone) is found by halving and held alone.
        """
        size = max(1, min(_CHUNK, -(-len(documents) // self._parsers)))
        chunks = [documents[begin : begin + size] for begin in range(0, len(documents), size)]
        futures = self._submit_all(chunks, load_id, loaded_at)
        parts: list[ParsedChunk] = []
        for chunk, future in zip(chunks, futures, strict=True):
            try:
                parts.append(future.result())
            except BrokenProcessPool:
                parts.extend(self._parse_apart(chunk, load_id, loaded_at))
        return _join(parts)

    def wait_until_ready(self) -> None:
        """Return once a parser and the checker can work. Raises what keeps them from it, such as SuiteError."""
        self._checker_is_ready.result()
        self._parser_is_ready.result()

    def check(self, frames: Frames) -> "tuple[Checked, float]":
        """Run the table suites on a batch in the checking process → what passes, and the CPU seconds that it took."""
        return self._checking.submit(_check, frames, self._suites).result()

    def check_load(self, figures: Mapping[str, float | None]) -> "tuple[CheckResult, ...]":
        """Run the suite of the load as a whole in the checking process."""
        return self._checking.submit(_check_load, figures, self._suites).result()

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        self._parsing.shutdown(wait=True, kill_workers=True)
        self._checking.shutdown(wait=True, kill_workers=True)

    def _submit_all(
        self, chunks: list[Sequence[Document]], load_id: str, loaded_at: datetime
    ) -> "list[Future[ParsedChunk]]":
        with self._lock:
            try:
                return [self._parsing.submit(_parse_chunk, chunk, load_id, loaded_at, self._model) for chunk in chunks]
            except BrokenProcessPool:  # another batch's text killed a process meanwhile
                self._parsing = self._start_parsers()
                return [self._parsing.submit(_parse_chunk, chunk, load_id, loaded_at, self._model) for chunk in chunks]

    def _parse_apart(self, documents: Sequence[Document], load_id: str, loaded_at: datetime) -> Iterator[ParsedChunk]:
        pool = _pool(1, _ONE_THREAD)
        try:
            yield pool.submit(_parse_chunk, documents, load_id, loaded_at, self._model).result()
        except BrokenProcessPool:
            if len(documents) > 1:
                half = len(documents) // 2
                yield from self._parse_apart(documents[:half], load_id, loaded_at)
                yield from self._parse_apart(documents[half:], load_id, loaded_at)
            else:
                yield _join([])._replace(failed=(_crashed(documents[0]),))
        finally:
            pool.shutdown(kill_workers=True)


_hired: list[Workforce] = []


def hire(settings: Settings, files: int) -> Workforce:
    """The workforce of this process, started at the first call; fewer parsers than the settings allow for few files."""
    if not _hired:
        parsers = max(1, min(settings.workers, -(-files // _CHUNK)))
        _hired.append(Workforce(parsers, settings.model, settings.expectations))
    return _hired[0]


def dismiss() -> None:
    """End the workforce of this process."""
    while _hired:
        _hired.pop().close()


def _crashed(document: Document) -> Problem:
    message = "the parser's process died on this text; please report it"
    return Problem("parse", "parse_crashed", message, document.path, document.file_id, document.record_no)


def _join(parts: Sequence[ParsedChunk]) -> ParsedChunk:
    frames = {
        table.name: pl.concat(
            [pl.DataFrame(schema=table.schema), *(getattr(part.frames, table.name) for part in parts)]
        )
        for table in TABLES
    }
    failed = tuple(problem for part in parts for problem in part.failed)
    return ParsedChunk(Frames(**frames), failed, sum(part.seconds for part in parts))


# What runs in the processes. The imports are here so that the main process, and the other kind, do without them.


def _end_with_parent() -> None:
    """Let a process end soon after the one that started it, even where that was killed."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _warm_up_parser(model: str | None) -> None:
    from flows.parsing.parse import parse

    parse([Document("", "", 0, 'London (AP) - Jane Doe said: "Ready."')], model)


def _parse_chunk(documents: Sequence[Document], load_id: str, loaded_at: datetime, model: str | None) -> ParsedChunk:
    from flows.parsing.frames import make_frames
    from flows.parsing.parse import parse

    began = time.process_time()
    outcomes = parse(documents, model)
    frames = make_frames([outcome for outcome in outcomes if isinstance(outcome, Parsed)], load_id, loaded_at)
    failed = tuple(outcome for outcome in outcomes if isinstance(outcome, Problem))
    return ParsedChunk(frames, failed, time.process_time() - began)


def _warm_up_checker(suites: Path | None) -> None:
    from flows.quality import warm_up

    warm_up(suites)


def _check(frames: Frames, suites: Path | None) -> "tuple[Checked, float]":
    from flows.quality import check

    began = time.process_time()
    return check(frames, suites), time.process_time() - began


def _check_load(figures: Mapping[str, float | None], suites: Path | None) -> "tuple[CheckResult, ...]":
    from flows.quality import check_load

    return check_load(figures, suites)

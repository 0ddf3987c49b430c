"""Processes that do one task at a time, with a clock: one that dies or runs away is replaced, and its task told.

loky starts them, since it does not import the main module again.
"""

import os
import queue
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

from loky.backend import get_context

T = TypeVar("T")
Task = tuple[Callable[..., Iterator[Any]], tuple[Any, ...]]

# The processes are killed when they are no longer needed; Python's watcher would report the locks they held as leaked.
_QUIET = "ignore::UserWarning:multiprocessing.resource_tracker"
_START_SECONDS = 300.0


class LostError(Exception):
    """A process that was working on a task is gone: `too_slow` where the clock ended it, else it `crashed` itself."""

    def __init__(self, *, too_slow: bool) -> None:
        super().__init__("took too long" if too_slow else "died")
        self.too_slow = too_slow


class ClosedError(Exception):
    """The processes were ended before the job was done: nobody wants it any more."""


class Worker:
    """One process, started at once; `warm_up` is what it does first, and again where it had to be replaced."""

    def __init__(self, warm_up: Task | None = None, env: Mapping[str, str] | None = None) -> None:
        """Start the process, and return before it is ready."""
        os.environ.setdefault("PYTHONWARNINGS", _QUIET)  # inherited by the watcher, which starts with the first process
        self._warm_up = warm_up
        self._env = dict(env or {})
        self._lock = threading.Lock()
        self._closed = False
        self._warm = False
        self._start()

    @property
    def pid(self) -> int:
        """The number of the process that works now."""
        return int(self._process.pid)

    def ready(self) -> None:
        """Return once it is warm. Raises what the warming up raised, or LostError."""
        if not self._warm:
            for _ in self._answers(_START_SECONDS):
                pass
            self._warm = True

    def run(self, task: Task, seconds: float | None = None) -> Iterator[Any]:
        """Give out what the task's generator yields.

        Raises what the generator raises, and LostError where the process dies or stays silent for `seconds`; it is
        then replaced, so that the next task can be run. Where a task is not run to its end, `restart` before the next.
        """
        self.ready()
        try:
            self._connection.send(task)
        except OSError as error:
            self.restart()
            raise LostError(too_slow=False) from error
        try:
            yield from self._answers(seconds)
        except LostError:
            self.restart()
            raise

    def restart(self) -> None:
        """Replace the process, whatever it is doing."""
        with self._lock:
            self._kill()
            if not self._closed:
                self._start()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        with self._lock:
            self._closed = True
            self._kill()

    def abandon(self) -> None:
        """As `close`, for the handler of a signal: it takes no lock, and waits for nothing."""
        self._closed = True
        if self._process.is_alive():
            os.kill(self.pid, signal.SIGKILL)

    def _kill(self) -> None:
        if self._process.is_alive():
            os.kill(self.pid, signal.SIGKILL)
        self._process.join()

    def _start(self) -> None:
        context = get_context("loky")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, os.getpid()), env=self._env, daemon=True)
        self._process.start()
        theirs.close()
        self._warm = self._warm_up is None
        if self._warm_up is not None:
            self._connection.send(self._warm_up)

    def _answers(self, seconds: float | None) -> Iterator[Any]:
        while True:
            try:
                if not self._connection.poll(seconds):
                    raise LostError(too_slow=True)
                kind, value = self._connection.recv()
            except (EOFError, OSError) as error:
                raise LostError(too_slow=False) from error
            if kind == "end":
                return
            if kind == "error":
                raise value
            yield value


class Crew(Generic[T]):
    """Several workers that take jobs from one queue; a job is a function of the worker that does it."""

    def __init__(self, size: int, warm_up: Task | None = None, env: Mapping[str, str] | None = None) -> None:
        """Start the processes, and return before they are ready."""
        self._jobs: queue.SimpleQueue[tuple[Callable[[Worker], Any], Future[Any]] | None] = queue.SimpleQueue()
        self.workers = [Worker(warm_up, env) for _ in range(size)]
        self._closed = False
        self._threads = [threading.Thread(target=self._work, args=(one,), daemon=True) for one in self.workers]
        for thread in self._threads:
            thread.start()

    def submit(self, job: Callable[[Worker], T]) -> "Future[T]":
        """Have the job done by the next worker that is free. The future raises ClosedError where none will be."""
        future: Future[T] = Future()
        self._jobs.put((job, future))
        if self._closed:
            self._turn_away()
        return future

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        self._closed = True
        for _ in self._threads:
            self._jobs.put(None)
        for worker in self.workers:
            worker.close()
        for thread in self._threads:
            thread.join()
        self._turn_away()

    def abandon(self) -> None:
        """Have no more jobs done, nor those under way finished. `close` is still to be called."""
        self._closed = True
        for worker in self.workers:
            worker.abandon()

    def _turn_away(self) -> None:
        """Nobody may wait for what will not be done: a run that is cancelled would never end."""
        while True:
            try:
                taken = self._jobs.get_nowait()
            except queue.Empty:
                return
            if taken is not None:
                taken[1].set_exception(ClosedError())

    def _work(self, worker: Worker) -> None:
        while (taken := self._jobs.get()) is not None:
            job, future = taken
            try:
                if self._closed:
                    raise ClosedError
                future.set_result(job(worker))
            except BaseException as error:  # noqa: BLE001  it is raised where the result is waited for
                # a process that was ended on purpose did not die of its task
                future.set_exception(ClosedError() if self._closed and isinstance(error, LostError) else error)


def _serve(tasks: Connection, parent: int) -> None:
    """What a process does: tasks, until nobody sends any more."""
    # Ctrl-C, or a signal to the whole group, is answered by the main process, which ends this one
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    while True:
        try:
            function, args = tasks.recv()
        except (EOFError, OSError):
            return
        try:
            for value in function(*args):
                tasks.send(("gives", value))
            tasks.send(("end", None))
        except BaseException as error:  # noqa: BLE001  the main process decides what it means
            tasks.send(("error", error))


def _end_with(parent: int) -> None:
    """End soon after the process that started this one, even where that was killed."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)

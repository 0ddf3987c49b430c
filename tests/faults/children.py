"""Real processes that load and die; forked from a server that has imported what they need, which takes no time.

The program that dies knows nothing of it: the steps are wrapped here, in the child alone.
"""

import multiprocessing
import os
import resource
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import duckdb

from flows.warehouse import WarehouseError, migrations, open_warehouse, private, publish, records
from flows.warehouse import load as load_module
from flows.warehouse import warehouse as warehouse_module
from tests.faults.stories import INBOXES, load_new, readable, run_over
from tests.warehouse.rows import run

_MODULES = {
    "load": load_module,
    "private": private,
    "publish": publish,
    "records": records,
    "warehouse": warehouse_module,
}
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.faults.children"])


def start(work: Callable[..., None], *arguments: object) -> multiprocessing.Process:
    process = _FORKS.Process(target=work, args=arguments)
    process.start()
    return process


@contextmanager
def reading(path: Path) -> Iterator[list[Any]]:
    """Read every row of the published file again and again in another process → what it saw, filled at the end."""
    over, (here, there) = _FORKS.Event(), _FORKS.Pipe(duplex=False)
    reader, seen = start(_reads_on, path, over, there), []
    there.close()  # so that a reader that met an error is heard to end
    try:
        yield seen
    finally:
        over.set()
        seen += here.recv()
        reader.join(60)


def _reads_on(path: Path, over: Event, answer: Connection) -> None:
    seen: list[Any] = []
    while True:
        is_last, now = over.is_set(), readable(path)
        if not seen or now != seen[-1]:
            seen.append(now)
        if is_last:
            answer.send(seen)
            return
        time.sleep(0.1)


def dies_at(path: Path, inbox: int, step: str, when: str) -> None:
    """Run over an inbox, and die `before` or `after` a step, or with half of a copy written (`amid`)."""
    place, _, name = step.partition(":")
    if place == "connection":
        return _with_a_connection_that_dies(path, inbox, name, when)
    module = _MODULES[place]
    if name.startswith("load/"):
        _wrap_sql(module, name)
    elif when == "amid":
        publish.shutil.copyfileobj = _half  # type: ignore[assignment]
    elif "." in name:
        holder = getattr(module, name.split(".")[0])
        setattr(holder, name.split(".")[1], _wrapped(getattr(holder, name.split(".")[1]), when))
    else:
        setattr(module, name, _wrapped(getattr(module, name), when))
    run_over(path, INBOXES[inbox])
    return None


def dies_at_migration(path: Path, number: int) -> None:
    """Run over the first inbox, and die before the migration of this place is recorded."""
    given, whole = iter(range(number)), migrations.sql

    def sql(name: str) -> str:
        if name == "open/record_migration" and next(given, None) is None:
            _die()
        return whole(name)

    migrations.sql = sql
    run_over(path, INBOXES[0])


def dies_before_publishing_what_was_rejected(path: Path, name: str) -> None:
    with open_warehouse(path, threads=1) as warehouse:
        assert warehouse.keep_apart(run("a decision"), name)
        _die()


def runs_over_all(path: Path) -> None:
    for inbox in INBOXES:
        run_over(path, inbox)


def runs_out_of_disk(path: Path, inbox: int, most_bytes: int) -> None:
    """Run over an inbox where no file may grow beyond so many bytes; ends with status 3 where that was told."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    try:
        run_over(path, INBOXES[inbox])
    except (OSError, duckdb.Error, WarehouseError) as error:
        os._exit(3 if "space" in str(error) or "too large" in str(error) or "write" in str(error).lower() else 4)


def _with_a_connection_that_dies(path: Path, inbox: int, name: str, when: str) -> None:
    with open_warehouse(path, threads=1) as warehouse:
        warehouse._connection = _Connection(warehouse._connection, name, when)  # type: ignore[assignment]
        load_new(warehouse, INBOXES[inbox])
        warehouse.publish()


class _Connection:
    def __init__(self, whole: Any, step: str, when: str) -> None:
        self._whole, self._step, self._when = whole, step, when

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._whole, name)
        return _wrapped(method, self._when) if name == self._step else method


def _wrapped(whole: Callable[..., Any], when: str) -> Callable[..., Any]:
    def step(*arguments: Any, **named: Any) -> None:
        if when == "after":
            whole(*arguments, **named)
        _die()

    return step


def _wrap_sql(module: Any, step: str) -> None:
    whole = module.sql
    module.sql = lambda name: _die() if name == step else whole(name)


def _half(source: Any, target: Any, _length: int) -> None:
    target.write(source.read()[:100_000])
    target.flush()
    _die()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)

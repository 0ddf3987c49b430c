"""Runs that write to the same warehouse take turns, whichever deployment or command started them.

DuckDB's lock on the file is what guarantees that two never write together. The turn that a run takes at the Prefect
server besides is for people: the UI shows who holds it. Waiting is done in short sleeps of the main thread, so that
a run that waits ends at once when it is told to.
"""

import hashlib
import random
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
from prefect import get_run_logger, runtime
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import GlobalConcurrencyLimitUpdate
from prefect.client.schemas.objects import ConcurrencyLeaseHolder
from prefect.concurrency.sync import concurrency
from prefect.exceptions import ObjectAlreadyExists
from prefect.settings import PREFECT_API_URL

from flows.stopping import stop_if_told
from flows.warehouse import Warehouse, WarehouseBusyError, open_warehouse

# A killed run's turn is free again after so many seconds; the server allows no fewer.
_LEASE_SECONDS = 60
# Between two tries, with as much again by chance, so that runs that wait do not all come at once.
_PAUSE_SECONDS = 1.0
# A run that somebody started by hand fails at once, with a message; one that a schedule started waits its turn.
_PATIENCE_SECONDS = 600.0


@contextmanager
def open_in_turn(path: Path) -> Iterator[Warehouse]:
    """Open the warehouse as `open_warehouse` does, after the runs that came before this one.

    Raises WarehouseBusyError where they take longer than ten minutes, or where a run outside of a deployment would
    have to wait at all.
    """
    until = time.monotonic() + (_PATIENCE_SECONDS if runtime.deployment.id else 0.0)
    with ExitStack() as held:
        yield _wait(lambda: _enter(path, held), path, until)


def _enter(path: Path, held: ExitStack) -> Warehouse:
    """Take the turn, and open the warehouse. DuckDB's lock decides: a turn that nobody uses is taken over."""
    if not PREFECT_API_URL.value():
        return held.enter_context(open_warehouse(path))
    turn = ExitStack()
    is_free = _take(turn, path)
    try:
        house = held.enter_context(open_warehouse(path))
    except BaseException:
        _give_back(turn)
        raise
    if not is_free:
        # the server was restarted while a run held it, and would hold it for that run for ever
        _take(turn, path, anew=True)
    held.callback(_give_back, turn)
    return house


def turn_name(path: Path) -> str:
    """The name of the global concurrency limit of a warehouse."""
    place = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:8]
    return f"warehouse-{path.stem}-{place}"


def _wait(enter: Callable[[], Any], path: Path, until: float) -> Any:
    told = False
    while True:
        stop_if_told()
        try:
            return enter()
        except WarehouseBusyError as busy:
            if time.monotonic() >= until:
                message = f"another run has {path} open; its files are found by the next run"
                raise WarehouseBusyError(f"{message} ({busy})" if str(busy) else message) from busy
            if not told:
                get_run_logger().info("Another run is at work on %s: waiting for it to end", path.name)
                told = True
        time.sleep(_PAUSE_SECONDS * (1 + random.random()))


def _take(turn: ExitStack, path: Path, *, anew: bool = False) -> bool:
    """Take the warehouse's limit at the server → whether nobody else holds it; `anew` takes it from whoever does.

    A server that cannot be asked does not keep a load from its work.
    """
    name = turn_name(path)
    holder = ConcurrencyLeaseHolder(type="flow_run", id=runtime.flow_run.id) if runtime.flow_run.id else None
    try:
        with get_client(sync_client=True) as client, suppress(ObjectAlreadyExists):
            client.upsert_global_concurrency_limit_by_name(name, 1)
            if anew:
                client.update_global_concurrency_limit(name, GlobalConcurrencyLimitUpdate(active_slots=0))
        turn.enter_context(concurrency(name, occupy=1, max_retries=0, lease_duration=_LEASE_SECONDS, holder=holder))
    except Exception as refused:  # noqa: BLE001  whatever the server answers, DuckDB's lock still holds
        cause = refused.__cause__
        if isinstance(cause, httpx.HTTPStatusError) and cause.response.status_code == httpx.codes.LOCKED:
            return False
        get_run_logger().warning("The server gave no turn, only DuckDB's lock holds: %s", refused)
    return True


def _give_back(turn: ExitStack) -> None:
    try:
        turn.close()
    except Exception as gone:  # noqa: BLE001  the turn ends by itself
        get_run_logger().warning("The server could not be told that this run's turn is over: %s", gone)

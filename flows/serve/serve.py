"""Start, watch, stop."""

import fcntl
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from types import FrameType

from flows.serve.api import POOL, Api
from flows.serve.child import Child
from flows.serve.plan import CannotServeError, Plan, refuse, warnings
from flows.serve.server_log import ServerLog
from flows.serve.ui import hush

_LONGEST_START = 180.0
_LONGEST_STOP = 30.0
_LOCK = "copydesk-serve.lock"
_SERVER_LOG = "copydesk-server.log"


class _Signals:
    """Counts the wishes to stop: the second one means now."""

    def __init__(self) -> None:
        self.count = 0
        self.came = threading.Event()

    def hear(self, _number: int, _frame: FrameType | None) -> None:
        self.count += 1
        self.came.set()


def serve(plan: Plan, environment: Mapping[str, str], say: Callable[[str], None]) -> int:
    """Serve until SIGINT or SIGTERM → exit status: 0 when told to stop, 1 when the server or worker cannot run.

    `say` gets each line for the terminal. Raises CannotServeError before anything was started: a port that is taken,
    a host that others can reach without authentication, another serve with the same PREFECT_HOME.
    """
    refuse(plan, environment)
    with _alone(plan), _heard() as signals:
        for warning in warnings(plan, environment):
            say(f"warning: {warning}")
        own = plan.environment(environment)
        api = Api(plan.address, own.get("PREFECT_API_AUTH_STRING"))
        log = ServerLog(plan.home / _SERVER_LOG, say)
        server = Child("server", _server_command(plan), own, plan.folder, log.hear, quiet=True)
        worker = Child("worker", _worker_command(plan), own, plan.folder, say)
        try:
            if not _start(plan, server, worker, api, say, signals):
                return 0 if signals.count else 1
            while not signals.came.wait(0.5):
                for child in (server, worker):
                    if not child.watch(say):
                        say(f"the {child.name} ends again and again: giving up; {plan.home / _SERVER_LOG} may say why")
                        return 1
            _let_runs_end(plan, api, say, signals)
        finally:
            worker.stop(_LONGEST_STOP)
            with suppress(OSError):
                api.let_pool(rest=False)
            server.stop(_LONGEST_STOP)
        say("stopped")
        return 0


def _start(plan: Plan, server: Child, worker: Child, api: Api, say: Callable[[str], None], signals: _Signals) -> bool:
    """Start all; False where that failed or was broken off."""
    say("starting Prefect's server …")
    server.start()
    until = time.monotonic() + _LONGEST_START
    while not api.is_healthy():
        if server.exit_status is not None or time.monotonic() > until:
            say(f"Prefect's server did not start: {plan.home / _SERVER_LOG} says why")
            return False
        if signals.came.wait(0.3):
            return False
    if server.environment["PREFECT_SERVER_ANALYTICS_ENABLED"].lower() in ("false", "0"):
        hush(plan.ui)
    say(f"UI: {plan.address}")
    deploy = [sys.executable, "-m", "flows.deploy", str(plan.folder)]
    deploying = Child(
        "deployment", [*deploy, *([str(plan.every)] if plan.every else [])], server.environment, plan.folder, say
    )
    deploying.start()
    try:
        while deploying.exit_status is None:
            if signals.came.wait(0.2):
                return False
        if deploying.wait(1):
            say("the deployments could not be registered, see the lines above")
            return False
    finally:
        deploying.stop(1)
    worker.start()
    return True


def _let_runs_end(plan: Plan, api: Api, say: Callable[[str], None], signals: _Signals) -> None:
    """Take no more runs, give those under way some time, and cancel what is left: they then leave nothing behind."""
    try:
        api.let_pool(rest=True)
        running = api.under_way()
        if running:
            say(
                f"stopping: {', '.join(running.values())} may end within {plan.patience:.0f} s; "
                "Ctrl-C once more cancels it now"
            )
        until = time.monotonic() + plan.patience
        while running and time.monotonic() < until and signals.count < 2:
            time.sleep(0.5)
            running = api.under_way()
        for flow_run_id, name in running.items():
            say(f"cancelling {name}: nothing of it will be in the warehouse, the next start loads its files")
            api.cancel(flow_run_id, "copydesk serve was stopped")
        until = time.monotonic() + _LONGEST_STOP
        while running and time.monotonic() < until and signals.count < 3:
            time.sleep(0.5)
            running = api.under_way()
    except OSError as error:
        say(f"the server does not answer ({error}): runs under way are ended")


def _server_command(plan: Plan) -> list[str]:
    where = ["--host", plan.host, "--port", str(plan.port)]
    return [sys.executable, "-m", "prefect", "--no-prompt", "server", "start", *where, "--log-level", "WARNING"]


def _worker_command(plan: Plan) -> list[str]:
    names = ["--pool", POOL, "--name", "copydesk", "--limit", str(plan.runs)]
    return [sys.executable, "-m", "prefect", "--no-prompt", "worker", "start", *names]


@contextmanager
def _heard() -> Iterator[_Signals]:
    signals = _Signals()
    before = {number: signal.signal(number, signals.hear) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield signals
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _alone(plan: Plan) -> Iterator[None]:
    plan.home.mkdir(parents=True, exist_ok=True)
    lock = os.open(plan.home / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            other = os.pread(lock, 200, 0).decode("utf-8", "replace").strip()
            raise CannotServeError(
                f"another copydesk serve uses {plan.home} already ({other}). "
                "Stop it, or set PREFECT_HOME to another folder."
            ) from error
        os.ftruncate(lock, 0)
        os.pwrite(lock, f"process {os.getpid()}, {plan.address}".encode(), 0)
        yield
    finally:
        os.close(lock)

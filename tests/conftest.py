"""A real Prefect server with a work pool, for the tests that run flows."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# A landing is decided neither by how busy the machine is nor by the dice: CI tries the same examples each time.
settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

# What a shell starts in the background is deaf to Ctrl-C, and so would be all that is started here.
signal.signal(signal.SIGINT, signal.default_int_handler)

PROJECT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Server:
    """The address of a running server and the environment that speaks to it."""

    address: str
    env: dict[str, str]
    process: subprocess.Popen[bytes]

    def prefect(self, *args: str) -> str:
        """Run the prefect command against this server; its output, where it succeeded."""
        command = [sys.executable, "-m", "prefect", "--no-prompt", *args]
        done = subprocess.run(command, cwd=PROJECT, env=self.env, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def flow_runs(self) -> list[dict[str, Any]]:
        """The runs that the server knows, the newest first."""
        body = json.dumps({"sort": "START_TIME_DESC"}).encode()
        request = urllib.request.Request(
            f"{self.address}/api/flow_runs/filter", body, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def start(self, *args: str, log: Path) -> subprocess.Popen[bytes]:
        """Start a prefect command that goes on running, such as a worker."""
        return _start(args, self.env, log)


def _start(args: tuple[str, ...], env: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as out:
        return subprocess.Popen([sys.executable, "-m", "prefect", *args], cwd=PROJECT, env=env, stdout=out, stderr=out)


@contextmanager
def prefect_server(home: Path, port: int | None = None) -> Iterator[Server]:
    """A Prefect server that keeps its things in `home`, on a free port where none is given."""
    if port is None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "COPYDESK_"))}
    env |= {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"{address}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        # nobody looks on: what waits a minute for the scheduler, and ten seconds for a worker, waits less
        "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "5",
        "PREFECT_WORKER_QUERY_SECONDS": "2",
        "DO_NOT_TRACK": "1",
        "COPYDESK_INBOX": str(home / "inbox"),
        "COPYDESK_WAREHOUSE": str(home / "warehouse" / "news.duckdb"),
        "COPYDESK_WORKERS": "2",
    }
    process = _start(("server", "start", "--host", "127.0.0.1", "--port", str(port)), env, home / "server.log")
    try:
        _wait_until_healthy(f"{address}/api/health", process, home / "server.log")
        yield Server(address, env, process)
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("prefect")
    (home / "inbox").mkdir()
    with prefect_server(home) as running:
        running.prefect("work-pool", "create", "copydesk", "--type", "process")
        running.prefect("deploy", "--all")
        yield running


def _wait_until_healthy(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"the Prefect server did not start: {log.read_text()[-2000:]}")


@dataclass(frozen=True)
class Loaded:
    """What one run of `copydesk load` did."""

    exit_status: int
    output: str
    errors: str


@pytest.fixture
def copydesk(server: Server, tmp_path: Path) -> Callable[..., Loaded]:
    """Run a command of copydesk in tmp_path, as a user would, beside a running Prefect server."""

    def run(*args: str, **settings: str) -> Loaded:
        command = [str(Path(sys.executable).with_name("copydesk")), *args]
        env = {name: value for name, value in server.env.items() if not name.startswith("COPYDESK_")}
        env |= {"COLUMNS": "120", **settings}
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=300)
        return Loaded(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def load(copydesk: Callable[..., Loaded]) -> Callable[..., Loaded]:
    """Run `copydesk load inbox --warehouse w.duckdb` in tmp_path."""

    def run(*args: str, **settings: str) -> Loaded:
        return copydesk("load", *(args or ("inbox", "--warehouse", "w.duckdb")), **settings)

    return run

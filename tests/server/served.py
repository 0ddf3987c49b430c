"""A real `copydesk serve` for tests, and a real PostgreSQL under it where the machine has one."""

import base64
import json
import os
import pwd
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

COPYDESK = str(Path(sys.executable).with_name("copydesk"))
FINAL = ("COMPLETED", "FAILED", "CANCELLED", "CRASHED")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def clean_environment(**given: str) -> dict[str, str]:
    """This process's environment without any settings of Prefect or copydesk, and with those given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "COPYDESK_"))}
    return kept | given


@dataclass
class Served:
    """A running `copydesk serve`, and its API."""

    process: subprocess.Popen[str]
    address: str
    folder: Path
    log: Path
    auth: str | None = None
    env: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def ask(self, method: str, path: str, body: Any = None, auth: str | None = "its own") -> Any:
        headers = {"Content-Type": "application/json"}
        if known := self.auth if auth == "its own" else auth:
            headers["Authorization"] = "Basic " + base64.b64encode(known.encode()).decode()
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.address}/api/{path}", content, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def deployment(self, name: str) -> dict[str, Any]:
        return self.ask("GET", f"deployments/name/{name}")

    def run(self, name: str, **parameters: object) -> dict[str, Any]:
        """Start a run of a deployment, as its page in the UI does."""
        deployment_id = self.deployment(name)["id"]
        return self.ask("POST", f"deployments/{deployment_id}/create_flow_run", {"parameters": parameters})

    def flow_runs(self) -> list[dict[str, Any]]:
        return self.ask("POST", "flow_runs/filter", {"sort": "EXPECTED_START_TIME_ASC"})

    def flow_run(self, flow_run_id: str) -> dict[str, Any]:
        return self.ask("GET", f"flow_runs/{flow_run_id}")

    def ended(self, flow_run_id: str, seconds: float = 120) -> dict[str, Any]:
        """The run, once it is in a final state."""
        return self.until(lambda: (run := self.flow_run(flow_run_id))["state_type"] in FINAL and run, seconds)

    def until(self, happened: Callable[[], Any], seconds: float = 120) -> Any:
        """What `happened` gives once that is true."""
        limit = time.monotonic() + seconds
        while not (result := happened()):
            assert time.monotonic() < limit, f"not within {seconds} s; serve said:\n{self.text()[-4000:]}"
            assert self.process.poll() is None, self.text()[-4000:]
            time.sleep(0.4)
        return result

    def children(self, name: str) -> list[int]:
        """The processes of this serve whose command line has these words, such as `worker start`."""
        return [pid for pid, line in processes(str(self.folder)).items() if name in line]

    def stop(self, number: int = signal.SIGTERM, seconds: float = 120) -> int:
        self.process.send_signal(number)
        return self.process.wait(seconds)


def processes(folder: str) -> dict[int, str]:
    """Command lines of the processes whose environment names this folder, keyed by their ids."""
    found = {}
    for place in Path("/proc").iterdir():
        if not place.name.isdigit():
            continue
        try:
            if folder.encode() in (place / "environ").read_bytes():
                found[int(place.name)] = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
    return found


@contextmanager
def serving(folder: Path, *options: str, **settings: str) -> Iterator[Served]:
    """Run `copydesk serve` in a folder until the block ends; it is killed where it is still there then."""
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "serve.log"
    env = clean_environment(
        PREFECT_HOME=str(folder / "prefect"),
        COPYDESK_INBOX="inbox",
        COPYDESK_WAREHOUSE="warehouse/news.duckdb",
        COPYDESK_WORKERS="2",
        **settings,
    )
    with log.open("w") as out:
        process = subprocess.Popen(
            [COPYDESK, "serve", "--port", str(port), *options], cwd=folder, env=env, stdout=out, stderr=out, text=True
        )
    auth = settings.get("PREFECT_SERVER_API_AUTH_STRING")
    served = Served(process, f"http://127.0.0.1:{port}", folder, log, auth, env)
    try:
        served.until(lambda: "Worker 'copydesk' started!" in served.text(), 240)
        yield served
    finally:
        if process.poll() is None:
            served.stop()
        for pid in processes(str(folder)):
            os.kill(pid, signal.SIGKILL)


@contextmanager
def postgresql() -> Iterator[str | None]:
    """A PostgreSQL server of its own on a free port → the address of a database; None where the machine has none."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda place: int(place.parent.name), default=None)
    if programs is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="copydesk-postgresql-") as folder:
        user: dict[str, Any] = {}
        if os.getuid() == 0:  # it refuses to run as root
            nobody = pwd.getpwnam("nobody")
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
            user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        data, port = f"{folder}/data", free_port()
        command = [programs / "initdb", "--username=copydesk", "--auth=trust", "--no-sync", f"--pgdata={data}"]
        subprocess.run(command, check=True, capture_output=True, cwd=folder, **user)
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-p", str(port), "-k", folder, "-h", "127.0.0.1", "-F"],
            cwd=folder,
            stderr=subprocess.DEVNULL,
            **user,
        )
        try:
            limit = time.monotonic() + 60
            ready = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
            while subprocess.run(ready, check=False).returncode:
                assert time.monotonic() < limit
                assert server.poll() is None
                time.sleep(0.2)
            yield f"postgresql+asyncpg://copydesk@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)

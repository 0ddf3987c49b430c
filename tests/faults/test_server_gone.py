"""A load does not need the Prefect server: where that dies in the middle, the data loads, and the report follows."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.conftest import Server, prefect_server
from tests.test_load import STORY, ask

pytestmark = pytest.mark.server

COPYDESK = str(Path(sys.executable).with_name("copydesk"))


def _load(server: Server, folder: Path) -> subprocess.Popen[str]:
    command = [COPYDESK, "load", "inbox", "--warehouse", "w.duckdb"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=folder, env=server.env | {"COLUMNS": "200"}, **pipes)


def _all(server: Server, what: str) -> list[dict]:
    request = urllib.request.Request(f"{server.address}/api/{what}/filter", b"{}", {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def test_the_data_loads_and_the_next_run_brings_the_report(tmp_path: Path):
    (tmp_path / "inbox").mkdir()
    for number in range(300):
        (tmp_path / "inbox" / f"{number}.txt").write_text(STORY.replace("a tenth", f"{number} crowns"))

    with prefect_server(tmp_path) as server:
        loading = _load(server, tmp_path)
        until = time.monotonic() + 60
        while not (tmp_path / "w.private.duckdb").exists() and time.monotonic() < until:
            time.sleep(0.05)
        server.process.kill()
        output, errors = loading.communicate(timeout=120)

    gone = f"the Prefect server at {server.address}/api is gone; the next run brings it this run's report"
    assert (loading.returncode, errors) == (0, f"copydesk: {gone}\n")
    assert "✔ Published" in output
    assert ask(tmp_path, "select count(*) from articles") == [(300,)]
    assert len(os.listdir(tmp_path / "w.undelivered")) == 1

    with prefect_server(tmp_path, int(server.address.rpartition(":")[2])) as server:
        again = _load(server, tmp_path)
        output, errors = again.communicate(timeout=120)
        runs = sorted(_all(server, "flow_runs"), key=lambda run: run["start_time"])
        reports = {one["flow_run_id"]: one for one in _all(server, "artifacts") if one["key"] == "quality-report"}

    # the turn at the warehouse that the first run could not give back is no hindrance
    assert (again.returncode, errors, "Nothing new" in output) == (0, "", True)
    assert [(run["state_type"], run["state"]["message"]) for run in runs] == [
        ("COMPLETED", "Published. 300 files found: 300 loaded. Checks passed."),
        ("COMPLETED", "Nothing was new: 300 files unchanged."),
    ]
    assert [reports[run["id"]]["description"] for run in runs] == [run["state"]["message"] for run in runs]
    assert "300 articles passed" in reports[runs[0]["id"]]["data"]
    assert not (tmp_path / "w.undelivered").exists()


def test_a_server_that_is_down_is_named_with_what_to_do(tmp_path: Path):
    (tmp_path / "inbox").mkdir()
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "COPYDESK_"))}
    env |= {"PREFECT_HOME": str(tmp_path), "PREFECT_API_URL": "http://127.0.0.1:9/api", "COLUMNS": "400"}

    done = subprocess.run(
        [COPYDESK, "load", "inbox", "--warehouse", "w.duckdb"],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(
        "copydesk: the Prefect server at http://127.0.0.1:9/api cannot be reached, and nothing was done"
    )
    assert "prefect server start or copydesk serve, or unset PREFECT_API_URL" in done.stderr
    assert len(done.stderr.splitlines()) == 1

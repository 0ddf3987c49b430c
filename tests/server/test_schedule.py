"""The deployment of prefect.yaml beside a server of one's own, run by its schedule and a worker."""

import json
import shutil
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.conftest import PROJECT, Server

DEPLOYMENT = "load-articles/scheduled"


def ask(server: Server, path: str, **body: object) -> list[dict]:
    """Post a query to the server's API."""
    request = urllib.request.Request(
        f"{server.address}/api/{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def runs(server: Server, *states: str) -> list[dict]:
    """The deployments' flow runs that ended in one of these states, the earliest first."""
    ended = {"state": {"type": {"any_": list(states)}}}
    found = ask(server, "flow_runs/filter", flow_runs=ended, sort="START_TIME_ASC")
    return [run for run in found if run["deployment_id"]]  # the server also knows the loads of other tests


def report_of(server: Server, run: dict) -> dict:
    """The report that a run left."""
    found = ask(server, "artifacts/filter", artifacts={"flow_run_id": {"any_": [run["id"]]}})
    (report,) = (one for one in found if one["key"] == "quality-report")
    return report


@pytest.fixture(scope="module")
def scheduled_run(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict]:
    """The first run that the schedule made, with three articles in the inbox."""
    inbox = Path(server.env["COPYDESK_INBOX"])
    for article in sorted((PROJECT / "seeds" / "articles").glob("*.txt"))[:3]:
        shutil.copy(article, inbox)
    (inbox / "broken.txt").write_bytes(b"\x00\x01 not text")
    log = tmp_path_factory.mktemp("worker") / "worker.log"
    server.prefect("deployment", "schedule", "create", DEPLOYMENT, "--interval", "20", "--replace", "--accept-yes")
    worker = server.start("worker", "start", "--pool", "copydesk", log=log)
    try:
        until = time.monotonic() + 150
        while not (done := runs(server, "COMPLETED", "FAILED", "CRASHED")):
            assert time.monotonic() < until, log.read_text()[-3000:]
            assert worker.poll() is None, log.read_text()[-3000:]
            time.sleep(1)
        server.prefect("deployment", "schedule", "clear", DEPLOYMENT, "--accept-yes")
        yield done[0]
    finally:
        worker.terminate()
        worker.wait(timeout=60)


@pytest.mark.server
def test_the_schedule_loads_the_inbox_and_the_report_says_so(server: Server, scheduled_run: dict) -> None:
    assert (scheduled_run["state_type"], scheduled_run["auto_scheduled"]) == ("COMPLETED", True), scheduled_run["state"]
    with duckdb.connect(server.env["COPYDESK_WAREHOUSE"], read_only=True) as warehouse:
        assert warehouse.execute("select count(*) from articles").fetchone() == (3,)
        assert warehouse.execute("select code from quarantine").fetchall() == [("not_text",)]
    report = report_of(server, scheduled_run)
    assert "not\\_text" in report["data"]

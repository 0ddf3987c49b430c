"""`copydesk serve` as its user meets it: one command, a real server, worker and database, signals and kills."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from flows.resources import folder as data_folder
from flows.serve.plan import CannotServeError, Plan, refuse, warnings
from tests.conftest import PROJECT
from tests.server.served import COPYDESK, Served, clean_environment, postgresql, processes, serving

pytestmark = pytest.mark.server

SCHEDULED = "load-articles/scheduled"
STORY = """Harbour tolls to fall, minister says

OSTREVA (AP) - Tolls at harbour {number} of Ostreva will fall by a tenth, Transport Minister Petra Lindqvist said.

"We want the ships back in harbour {number}," Lindqvist said.
"""


def rows(served: Served, query: str) -> list[tuple]:
    with duckdb.connect(str(served.folder / "warehouse" / "news.duckdb"), read_only=True) as warehouse:
        return warehouse.execute(query).fetchall()


def stories(folder: Path, first: int, last: int) -> None:
    for number in range(first, last):
        (folder / f"story-{number}.txt").write_text(STORY.format(number=number))


@pytest.fixture(scope="module")
def database() -> Iterator[str | None]:
    with postgresql() as address:
        yield address


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, database: str | None) -> Iterator[Served]:
    """One serve for all tests here; with authentication, with PostgreSQL where there is one, and suites of its own."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "inbox").mkdir()
    stories(folder / "inbox", 0, 3)
    shutil.copytree(data_folder("expectations"), folder / "expectations")
    settings = {"PREFECT_API_DATABASE_CONNECTION_URL": database} if database else {}
    with serving(
        folder,
        "--every",
        "600",
        PREFECT_SERVER_API_AUTH_STRING="desk:secret",
        COPYDESK_EXPECTATIONS="expectations",
        **settings,
    ) as served:
        yield served


def test_what_lies_in_the_inbox_is_loaded_at_once(served: Served) -> None:
    first = served.until(served.flow_runs)[0]
    run = served.ended(first["id"])
    assert (run["state_type"], run["state_name"]) == ("COMPLETED", "Completed"), run["state"]
    assert run["name"] == "load inbox into news.duckdb"
    assert {"copydesk", "load"} <= set(run["tags"])
    assert rows(served, "select count(*) from articles") == [(3,)]
    assert f"UI: {served.address}" in served.text()
    assert "Found 3 files: 3 to load, 0 known" in served.text()
    of_run = {"logs": {"flow_run_id": {"any_": [run["id"]]}}}
    said = "Published. 3 files found: 3 loaded. Checks passed."
    served.until(lambda: said in [line["message"] for line in served.ask("POST", "logs/filter", of_run)], 30)


def test_a_rebuild_leaves_its_plan_and_writes_nothing_before_it_is_told_to(served: Served) -> None:
    before = rows(served, "from loads")
    run = served.ended(served.run("rebuild/rebuild", stale=False)["id"])
    assert (run["state_type"], run["state_name"]) == ("COMPLETED", "Planned"), run["state"]
    of_run = {"artifacts": {"flow_run_id": {"any_": [run["id"]]}}}
    (plan,) = served.ask("POST", "artifacts/filter", of_run)
    told = "3 articles would be rebuilt: 0 rows gained, 0 rows lost, 0 rows altered. Nothing was written."
    assert (plan["key"], told in plan["data"]) == ("rebuild-plan", True), plan["data"]
    assert rows(served, "from loads") == before


def test_prefects_records_are_in_postgresql(served: Served, database: str | None) -> None:
    if database is None:
        pytest.skip("no PostgreSQL on this machine: install the package postgresql")
    port = re.search(r":(\d+)/", database)
    assert port
    question = "select count(*) > 0 from flow_run where state_type = 'COMPLETED'"
    program = sorted(Path("/usr/lib/postgresql").glob("*/bin/psql"))[-1]
    command = [program, "-h", "127.0.0.1", "-p", port[1], "-U", "copydesk", "-d", "postgres", "-Atc", question]
    served.until(lambda: subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "t")


def test_the_api_asks_for_its_password(served: Served) -> None:
    for wrong in (None, "desk:guess"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            served.ask("POST", "flow_runs/filter", {}, auth=wrong)
        assert refused.value.code == 401
    assert served.ask("POST", "flow_runs/count", {}) >= 1


def test_the_form_of_each_deployment_explains_and_refuses(served: Served) -> None:
    for deployment in served.ask("POST", "deployments/filter", {}):
        assert deployment["description"]
        assert deployment["enforce_parameter_schema"]
        for name, field in deployment["parameter_openapi_schema"]["properties"].items():
            assert field.get("description"), f"{deployment['name']}: {name} is not explained"
    for name, wrong in (
        (SCHEDULED, {"batch_size": 0}),
        (SCHEDULED, {"workers": "many"}),
        (SCHEDULED, {"paths": "inbox"}),
        (SCHEDULED, {"colour": "red"}),
        ("audit-warehouse/nightly", {"colour": "red"}),
        ("rebuild/rebuild", {"batch_size": 0}),
        ("rebuild/rebuild", {"stale": "perhaps"}),
        ("replay-quarantine/replay-quarantine", {"workers": 0}),
        ("replay-quarantine/replay-quarantine", {"stage": "press"}),
        ("replay-quarantine/replay-quarantine", {"since": "yesterday"}),
    ):
        with pytest.raises(urllib.error.HTTPError, match=r"409|422") as refused:
            pytest.fail(f"{served.run(name, **wrong)['parameters']} was taken")
        assert refused.value.code in (409, 422), wrong


def test_what_was_paused_in_the_ui_stays_paused_when_it_is_deployed_again(served: Served) -> None:
    nightly, scheduled = served.deployment("audit-warehouse/nightly"), served.deployment(SCHEDULED)
    (schedule,) = nightly["schedules"]
    served.ask("PATCH", f"deployments/{nightly['id']}/schedules/{schedule['id']}", {"active": False})
    served.ask("POST", f"deployments/{scheduled['id']}/pause_deployment")
    runs = len(served.flow_runs())

    deploy = [sys.executable, "-m", "flows.deploy", str(served.folder), "600"]  # as each start of serve does
    env = {**served.env, "PREFECT_API_URL": f"{served.address}/api", "PREFECT_API_AUTH_STRING": "desk:secret"}
    done = subprocess.run(deploy, env=env, capture_output=True, text=True, timeout=120)

    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.count("paused, until somebody resumes it") == 2, done.stdout
    assert [each["active"] for each in served.deployment("audit-warehouse/nightly")["schedules"]] == [False]
    assert not served.deployment("audit-warehouse/nightly")["paused"]
    assert served.deployment(SCHEDULED)["paused"]
    assert len(served.flow_runs()) == runs, "a load was started though loading is paused"
    served.ask("POST", f"deployments/{scheduled['id']}/resume_deployment")


def test_a_second_serve_says_who_is_there(served: Served, tmp_path: Path) -> None:
    def try_to_serve(*options: str, **settings: str) -> tuple[int, str]:
        env = clean_environment(**{"PREFECT_HOME": str(tmp_path), **settings})
        done = subprocess.run(
            [COPYDESK, "serve", *options], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60
        )
        return done.returncode, " ".join(done.stderr.split())

    port = served.address.rsplit(":")[-1]
    status, message = try_to_serve("--port", port)
    assert (status, f"127.0.0.1:{port} cannot be listened on" in message) == (2, True), message
    status, message = try_to_serve("--port", "4299", PREFECT_HOME=served.env["PREFECT_HOME"])
    assert (status, f"another copydesk serve uses {served.env['PREFECT_HOME']}" in message) == (2, True), message
    status, message = try_to_serve("--host", "0.0.0.0")
    assert (status, "PREFECT_SERVER_API_AUTH_STRING" in message) == (2, True), message


def test_a_cancelled_load_leaves_nothing_behind(served: Served) -> None:
    before = rows(served, "select count(*) from articles"), rows(served, "select count(*) from loads")
    stories(served.folder / "inbox", 100, 3100)
    run = served.run(SCHEDULED, batch_size=500)
    served.until(lambda: "Batch 1: 500 articles" in served.text())

    served.ask("POST", f"flow_runs/{run['id']}/set_state", {"state": {"type": "CANCELLING", "name": "Cancelling"}})

    assert served.ended(run["id"])["state_type"] == "CANCELLED"
    served.until(lambda: not served.children("prefect.engine") and not served.children("loky"), 30)
    assert (rows(served, "select count(*) from articles"), rows(served, "select count(*) from loads")) == before
    for story in (served.folder / "inbox").glob("story-???*.txt"):
        story.unlink()


def test_a_run_that_waits_its_turn_ends_at_once_when_it_is_told_to(served: Served) -> None:
    private = served.folder / "warehouse" / "news.private.duckdb"
    served.until(private.exists)
    served.until(lambda: not served.children("prefect.engine"))
    with duckdb.connect(str(private)):
        run = served.run(SCHEDULED)
        served.until(lambda: "Another run is at work on news.duckdb: waiting for it to end" in served.text())
        served.ask("POST", f"flow_runs/{run['id']}/set_state", {"state": {"type": "CANCELLING", "name": "Cancelling"}})
        assert served.ended(run["id"], 40)["state_type"] == "CANCELLED"
        served.until(lambda: not served.children("prefect.engine"), 10)


def test_two_slots_at_once_load_each_file_once_and_a_killed_worker_comes_back(served: Served) -> None:
    stories(served.folder / "inbox", 10, 16)
    (worker,) = served.children("worker start")
    os.kill(worker, signal.SIGKILL)
    one, other = served.run(SCHEDULED), served.run(SCHEDULED)

    states = sorted(served.ended(run["id"])["state_type"] for run in (one, other))

    assert states[-1] == "COMPLETED" or "COMPLETED" in states, states
    assert set(states) <= {"COMPLETED", "CANCELLED"}
    assert "the worker ended (killed by SIGKILL): started again in 1 s" in served.text()
    assert served.children("worker start") != [worker]
    loaded = "select count(*), count(distinct path) from files where contains(path, 'story-1') and status = 'loaded'"
    assert rows(served, loaded) == [(7, 7)]
    assert rows(served, "select count(*) - count(distinct article_id) from articles") == [(0,)]


def test_bad_data_and_wrong_settings_are_told_apart_and_an_automation_reacts(served: Served) -> None:
    suite = served.folder / "expectations" / "batch.json"
    sound = suite.read_text()
    never = {
        "type": "expect_column_values_to_be_between",
        "kwargs": {"column": "articles", "max_value": 0},
        "severity": "critical",
        "meta": {"code": "articles.never", "why": "A test wants the gate closed."},
    }
    described = json.loads(sound)
    described["expectations"].append(never)
    suite.write_text(json.dumps(described))
    stories(served.folder / "inbox", 20, 21)
    closed = served.ended(served.run(SCHEDULED)["id"])
    assert (closed["state_type"], closed["state_name"]) == ("FAILED", "Failed"), closed["state"]
    assert closed["state"]["message"].startswith("Gate closed by batch.articles.never")
    assert rows(served, "select count(*) from files where path like '%story-20.txt'") == [(0,)]

    suite.write_text("{")
    wrong = served.ended(served.run(SCHEDULED)["id"])
    assert (wrong["state_type"], wrong["state_name"]) == ("FAILED", "Failed"), wrong["state"]
    assert "Wrong settings: expectations/batch.json is not JSON" in wrong["state"]["message"]
    suite.write_text(sound)
    assert "Traceback" not in served.text(), "what was foreseen is told in words"

    # the event that the run left, and what the shipped automation does after three of them
    told = {"filter": {"event": {"name": ["copydesk.gate.closed"]}}}
    (event,) = served.until(lambda: served.ask("POST", "events/filter", told)["events"])
    assert event["payload"]["files"]["found"] == 10
    assert "batch.articles.never" in event["payload"]["closed_by"][0]
    related = {resource["prefect.resource.role"]: resource["prefect.resource.id"] for resource in event["related"]}
    assert related["flow-run"] == f"prefect.flow-run.{closed['id']}"
    deployment = served.deployment(SCHEDULED)
    assert related["deployment"] == f"prefect.deployment.{deployment['id']}"
    assert not deployment["paused"]
    again = {name: event[name] for name in ("event", "resource", "related", "payload")}
    for _ in range(2):
        occurred = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        served.ask("POST", "events", [{**again, "occurred": occurred, "id": os.urandom(16).hex()}])
    served.until(lambda: served.deployment(SCHEDULED)["paused"], 60)


def test_sigterm_ends_everything_and_exit_status_is_0(served: Served) -> None:
    """The last test here: a load is under way when serve is told to stop."""
    served.ask("POST", f"deployments/{served.deployment(SCHEDULED)['id']}/resume_deployment")
    before = rows(served, "select count(*) from loads")
    stories(served.folder / "inbox", 5000, 9000)
    served.run(SCHEDULED, batch_size=500)
    served.until(lambda: served.text().count("Batch 1: 500 articles") == 2)

    served.process.send_signal(signal.SIGTERM)
    served.until(lambda: "stopping: load inbox into news.duckdb may end within" in served.text(), 30)
    served.process.send_signal(signal.SIGTERM)  # two at once would be heard as one

    assert served.process.wait(90) == 0, served.text()[-3000:]
    assert "cancelling load inbox into news.duckdb" in served.text()
    assert served.text().rstrip().endswith("stopped")
    assert processes(str(served.folder)) == {}
    assert rows(served, "select count(*) from loads") == before


def test_a_host_that_others_reach_needs_a_password(tmp_path: Path) -> None:
    plan = Plan("0.0.0.0", 4200, tmp_path, tmp_path)
    with pytest.raises(CannotServeError, match="PREFECT_SERVER_API_AUTH_STRING"):
        refuse(plan, {})
    with pytest.raises(CannotServeError, match="PREFECT_SERVER_API_AUTH_STRING"):
        refuse(plan, {"PREFECT_SERVER_API_AUTH_STRING": ""})
    for name in ("127.0.0.1", "localhost", "::1"):
        assert Plan(name, 4200, tmp_path, tmp_path).is_loopback


def test_the_warnings_say_where_sqlite_would_hurt_and_why(tmp_path: Path) -> None:
    home = Path("/srv/site/prefect")
    local, shared = "/dev/sda1 / ext4 rw 0 0\n", "/dev/sda1 / ext4 rw 0 0\nnas:/site /srv/site nfs4 rw 0 0\n"
    quiet = Plan("127.0.0.1", 4200, tmp_path, home)
    assert warnings(quiet, {}, local) == []
    assert "network file system (nfs4)" in warnings(quiet, {}, shared)[0]
    crowd = Plan("0.0.0.0", 4200, tmp_path, home, runs=8)
    assert ["database is locked" in warning for warning in warnings(crowd, {}, local)] == [True, True]
    address = {"PREFECT_API_DATABASE_CONNECTION_URL": "postgresql+asyncpg://db/prefect"}
    assert warnings(crowd, address, shared) == []


def test_the_automations_that_are_shipped_are_what_prefect_takes() -> None:
    import yaml
    from prefect.events.schemas.automations import AutomationCore

    running = PROJECT / "docs" / "running"
    message = (running / "notify.yaml").read_text().replace("NEWSROOM_BLOCK", "76b9b469-a32f-4f1d-a55c-5e919ca2cd35")
    for text in ((running / "automations.yaml").read_text(), message):
        for automation in yaml.safe_load(text)["automations"]:
            assert AutomationCore.model_validate(automation).actions


def test_the_files_for_running_it_for_real_are_sound(tmp_path: Path) -> None:
    yaml = pytest.importorskip("yaml")
    running = PROJECT / "docs" / "running"
    compose = yaml.safe_load((running / "compose.yaml").read_text())
    service = compose["services"]["copydesk"]
    assert service["environment"]["PREFECT_API_DATABASE_CONNECTION_URL"].startswith("postgresql+asyncpg://")
    assert service["ports"] == ["127.0.0.1:4200:4200"]
    dockerfile = (running / "Dockerfile").read_text()
    for copied in re.findall(r"^COPY (?!--)(.+) \S+$", dockerfile, re.MULTILINE):
        assert all((PROJECT / name).exists() for name in copied.split()), copied
    unit = (running / "copydesk.service").read_text()
    if shutil.which("systemd-analyze"):
        there = tmp_path / "copydesk.service"
        there.write_text(unit.replace("/opt/copydesk/bin/copydesk", COPYDESK).replace("User=copydesk", "User=daemon"))
        done = subprocess.run(["systemd-analyze", "verify", there], capture_output=True, text=True, timeout=60)
        assert "copydesk.service" not in done.stderr, done.stderr

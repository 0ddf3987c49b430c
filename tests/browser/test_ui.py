"""What the operator sees in the morning: the pages of the Prefect UI in a real browser, with a history of real runs."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.browser.history import AUDIT, CLOSED, DRIFTED, GOOD, HOSTILE_NAME, HOSTILE_TITLES, WARNED
from tests.conftest import PROJECT
from tests.server.served import Served, serving

pytestmark = [pytest.mark.browser, pytest.mark.server]
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
if not CHROMIUM:
    pytest.skip("no Chromium on this machine: install the package chromium to look at the UI", allow_module_level=True)


@dataclass
class Browser:
    """An open page, and what went wrong or out while pages were looked at."""

    page: Any
    served: Served
    outside: list[str] = field(default_factory=list)
    executed: list[str] = field(default_factory=list)

    def open(self, path: str, *wait_for: str) -> str:
        """Open a page of the UI, wait until it shows these texts → all text on it.

        A page that does not show them yet is opened again: the dashboard's span of time ends when it was opened, and
        the server counts runs a little later.
        """
        from playwright.sync_api import TimeoutError as NotShownError

        for patience in (15_000, 15_000, 15_000, 60_000):
            self.page.goto(f"{self.served.address}{path}")
            try:
                for text in wait_for:
                    self.page.get_by_text(text).filter(visible=True).first.wait_for(timeout=patience)
                break
            except NotShownError:
                if patience == 60_000:
                    raise
        return self.page.inner_text("body")

    def keep(self, name: str) -> None:
        """Keep a picture of the page, where somebody wants to look at it."""
        if place := os.environ.get("COPYDESK_SCREENSHOTS"):
            self.page.wait_for_timeout(1000)
            self.page.screenshot(path=Path(place) / f"{name}.png", full_page=True)

    def assert_nothing_happened(self) -> None:
        """Nothing left the machine, no text of an article was run or became an element or a link."""
        assert self.outside == []
        assert self.executed == []
        assert self.page.evaluate("window.hacked") is None
        assert self.page.locator("img[src='x'], img[onerror], a[href^='javascript']").count() == 0


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("looked-at")
    with serving(folder, "--every", "600") as served:
        yield served


@pytest.fixture(scope="module")
def runs(served: Served) -> list[dict[str, Any]]:
    """The history, the oldest first: kind, id, state, message."""
    folder = served.folder / "history"
    folder.mkdir()
    env = {**served.env, "PREFECT_API_URL": f"{served.address}/api"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.history", str(folder)],
        cwd=PROJECT,
        env=env,
        capture_output=True,
        text=True,
        timeout=400,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def browser(served: Served) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        page = chromium.new_page(viewport={"width": 1400, "height": 1200})
        browser = Browser(page, served)
        ours = (served.address, "data:", "blob:")
        page.on("request", lambda request: request.url.startswith(ours) or browser.outside.append(request.url))
        page.on("dialog", lambda dialog: (browser.executed.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: browser.executed.append(str(error)))
        yield browser
        chromium.close()


@pytest.fixture
def one_of(runs: list[dict[str, Any]]) -> Callable[[int], dict[str, Any]]:
    return lambda kind: next(run for run in reversed(runs) if run["kind"] == kind)


def artifact(served: Served, run: dict[str, Any], key: str) -> dict[str, Any]:
    of_run = {"artifacts": {"flow_run_id": {"any_": [run["id"]]}, "key": {"any_": [key]}}}
    (found,) = served.ask("POST", "artifacts/filter", of_run)
    return found


def test_the_history_has_every_kind_of_run(runs: list[dict[str, Any]]) -> None:
    assert len(runs) >= 25
    assert (runs[-1]["kind"], runs[-1]["state"]) == (AUDIT, "Completed with warnings"), runs[-1]
    assert {(run["kind"], run["state"]) for run in runs[:-1]} == {
        (GOOD, "Completed"),
        (WARNED, "Completed with warnings"),
        (CLOSED, "Failed"),
        (DRIFTED, "Completed with warnings"),
    }


def test_the_dashboard_shows_good_and_failed_runs(browser: Browser, runs: list[dict[str, Any]]) -> None:
    text = browser.open("/", "Flow Runs", "load-articles")
    assert f"{len(runs) + 1} total" in text or "total" in text
    browser.keep("dashboard")
    browser.assert_nothing_happened()


def test_the_page_of_a_run_says_how_it_ended_and_why(browser: Browser, one_of: Callable[[int], dict]) -> None:
    warned = one_of(WARNED)
    text = browser.open(f"/v2/runs/flow-run/{warned['id']}", "Completed with warnings", "Found 5 files")
    assert "Published. 5 files found: 4 loaded, 1 quarantined. Checks passed with warnings." in text
    browser.keep("run-with-warnings")
    browser.assert_nothing_happened()
    closed = one_of(CLOSED)
    text = browser.open(f"/v2/runs/flow-run/{closed['id']}", "The gate is closed, nothing was published")
    assert "Closed by batch." in text
    assert "Traceback" not in text
    browser.keep("run-gate-closed")
    browser.assert_nothing_happened()


@pytest.mark.parametrize("version", ["/v2", ""])
def test_the_report_shows_hostile_text_as_text(
    browser: Browser, served: Served, one_of: Callable[[int], dict], version: str
) -> None:
    report = artifact(served, one_of(WARNED), "quality-report")
    text = browser.open(f"{version}/artifacts/artifact/{report['id']}", "Rows that failed", "Expectations")
    flat = " ".join(text.split())
    for hostile in (*HOSTILE_TITLES, HOSTILE_NAME):
        assert hostile in flat
    assert "Completed with warnings" in flat
    browser.keep(f"report-{version.strip('/') or 'v1'}")
    browser.assert_nothing_happened()


def test_the_report_of_a_closed_gate_names_the_check_in_its_first_line(
    browser: Browser, served: Served, one_of: Callable[[int], dict]
) -> None:
    report = artifact(served, one_of(CLOSED), "quality-report")
    assert r"few\_held" in report["data"].splitlines()[0]
    text = browser.open(f"/v2/artifacts/artifact/{report['id']}", "Expectations")
    assert "More than five files held mean that a sender has changed." in " ".join(text.split())
    browser.keep("report-gate-closed")
    browser.assert_nothing_happened()


def test_the_report_of_a_drifted_source_says_what_changed(
    browser: Browser, served: Served, one_of: Callable[[int], dict]
) -> None:
    report = artifact(served, one_of(DRIFTED), "quality-report")
    text = browser.open(f"/v2/artifacts/artifact/{report['id']}", "Drift", "share without title")
    assert "without title" in text.replace("_", " ")
    browser.keep("report-drifted")
    browser.assert_nothing_happened()
    events = {"filter": {"event": {"name": ["copydesk.source.drifted"]}}}
    told = served.until(lambda: served.ask("POST", "events/filter", events)["events"], 30)
    assert any("share_without_title" in event["payload"]["metrics"] for event in told)


def test_the_history_of_the_report_lists_the_runs(browser: Browser, served: Served, runs: list[dict[str, Any]]) -> None:
    of_key = {"artifacts": {"key": {"any_": ["quality-report"]}}}
    reports = [report["id"][:8] for report in served.ask("POST", "artifacts/filter", of_key)]
    assert len(reports) >= len(runs)
    text = browser.open("/v2/artifacts/key/quality-report", "quality-report", reports[0])
    assert sum(report in text for report in reports) >= 25
    browser.keep("report-history")
    browser.assert_nothing_happened()


def test_the_report_of_the_audit_tells_of_every_row_and_of_hostile_text_as_text(
    browser: Browser, served: Served, one_of: Callable[[Any], dict]
) -> None:
    audit = one_of(AUDIT)
    report = artifact(served, audit, "warehouse-audit")
    assert "Completed with warnings" in report["data"].splitlines()[0]
    assert r"files\_agree" in report["data"]
    text = browser.open(f"/v2/artifacts/artifact/{report['id']}", "Expectations", "articles.title.plain")
    flat = " ".join(text.split())
    for hostile in HOSTILE_TITLES:
        assert hostile in flat
    browser.keep("audit")
    browser.assert_nothing_happened()
    assert "The warehouse is sound." in browser.open(f"/v2/runs/flow-run/{audit['id']}", "The warehouse is sound")


def test_the_table_of_failures_shows_what_failed_and_where(
    browser: Browser, served: Served, one_of: Callable[[int], dict]
) -> None:
    failures = artifact(served, one_of(WARNED), "quality-failures")
    text = browser.open(f"/v2/artifacts/artifact/{failures['id']}", "articles.title.plain")
    assert "⚠ failed" in text
    assert "intake.not_text" in text
    assert HOSTILE_NAME in text
    browser.keep("failures")
    browser.assert_nothing_happened()


def test_a_long_load_shows_how_far_it_is(browser: Browser, served: Served, runs: list[dict[str, Any]]) -> None:
    progress = artifact(served, runs[-2], "load-progress")
    assert (progress["type"], progress["data"]) == ("progress", 100.0)
    text = browser.open(f"/v2/artifacts/artifact/{progress['id']}", "Per cent of the files that are done")
    assert "100" in text
    browser.keep("progress")
    browser.assert_nothing_happened()


def test_the_event_feed_has_what_copydesk_tells(browser: Browser, served: Served, runs: list[dict[str, Any]]) -> None:
    for name in ("copydesk.gate.closed", "copydesk.source.drifted", "copydesk.load.published"):
        asked = {"filter": {"event": {"name": [name]}}}
        event = served.until(lambda asked=asked: served.ask("POST", "events/filter", asked)["events"], 30)[0]
        text = browser.open(f"/v2/events/event/{event['occurred'][:10]}/{event['id']}", name)
        assert "news.duckdb" in text
        browser.keep(name)
    browser.assert_nothing_happened()


def test_the_form_refuses_a_wrong_value(browser: Browser, served: Served) -> None:
    deployment, before = served.deployment("load-articles/scheduled"), served.ask("POST", "flow_runs/count", {})
    browser.open(f"/v2/deployments/deployment/{deployment['id']}/run", "batch_size")
    page = browser.page
    page.get_by_text("int", exact=True).first.click()
    page.locator("input[type=number]").first.fill("0")
    page.get_by_role("button", name="Submit").click()
    browser.keep("form-refuses")
    assert page.locator("input[type=number]").first.evaluate("field => field.validity.rangeUnderflow")
    assert served.ask("POST", "flow_runs/count", {}) == before
    browser.assert_nothing_happened()


def test_the_form_of_a_deployment_explains_its_parameters(browser: Browser, served: Served) -> None:
    deployment = served.deployment("load-articles/scheduled")
    text = browser.open(f"/v2/deployments/deployment/{deployment['id']}/run", "Parameters", "paths")
    for name, schema in deployment["parameter_openapi_schema"]["properties"].items():
        assert name in text
        assert " ".join(schema["description"].split()) in " ".join(text.split())
    browser.keep("deployment-form")
    browser.assert_nothing_happened()


def test_the_lists_of_runs_automations_and_events_leave_the_machine_alone(browser: Browser) -> None:
    browser.open("/v2/runs", "load wire-25 into news.duckdb")
    browser.keep("runs")
    text = browser.open("/v2/automations", "copydesk, stop loading after three closed gates")
    assert "copydesk, a run that gives no sign of life has crashed" in text
    browser.keep("automations")
    browser.open("/v2/events", "copydesk")
    browser.keep("events")
    browser.assert_nothing_happened()

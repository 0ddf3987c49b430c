"""A source that changes its template, as the operator meets it: real loads, a real server and its artifacts."""

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import PROJECT
from tests.server.test_schedule import ask as ask_server
from tests.test_load import ask

pytestmark = pytest.mark.server


def write(inbox: Path, day: int, agency: str, count: int, *, headline: str | None) -> None:
    for number in range(count):
        name = f"{agency} {day} {number}"
        story = (
            f"OSTREVA ({agency}) - Tolls at berth {number} of the harbour will fall by {day} per cent,"
            f" Transport Minister Petra Lindqvist said on Monday.\n\n"
            f'"We want the ships back at berth {number} by day {day}," Lindqvist said.\n'
        )
        title = f"{headline} {number} of day {day}\n\n" if headline else ""
        (inbox / f"{name}.txt").write_text(title + story)


def test_a_source_that_loses_its_titles_is_told_in_the_first_load_and_goes_on_loading(load, server, tmp_path):
    (tmp_path / "inbox").mkdir()
    suites = tmp_path / "suites"
    shutil.copytree(PROJECT / "expectations", suites)
    thresholds = json.loads((suites / "drift.json").read_text())
    thresholds["compared_with"]["fewest_runs"] = 2  # two loads of history are enough for a test
    (suites / "drift.json").write_text(json.dumps(thresholds))
    settings = {"COPYDESK_EXPECTATIONS": str(suites), "COPYDESK_WORKERS": "1"}
    args = ("inbox", "--warehouse", "w.duckdb")
    for day in (1, 2):
        for agency in ("Reuters", "AFP"):
            write(tmp_path / "inbox", day, agency, 6, headline="Harbour tolls to fall, minister says: berth")
        assert "passed with warnings" not in load(*args, **settings).output

    write(tmp_path / "inbox", 3, "Reuters", 6, headline=None)
    write(tmp_path / "inbox", 3, "AFP", 6, headline="<img src=x onerror=alert(1)> tolls to fall: berth")
    done = load(*args, **settings)

    assert done.exit_status == 0, done.output + done.errors
    assert "drift.share_without_title (warning) fails" in done.output
    drifted = "select source, metric, value, runs from run_metrics where verdict = 'drifted' order by source"
    assert ask(tmp_path, drifted) == [
        ("(all)", "share_without_title", 0.5, 2),
        ("Reuters", "share_without_title", 1.0, 2),
    ]
    trend = "select value, changed_by from metric_trend where source = 'Reuters' and metric = 'articles' order by all"
    assert ask(tmp_path, trend) == [(6.0, 0.0), (6.0, 0.0), (6.0, None)]
    kept = "select failed, success from check_results where expectation = 'drift.share_without_title' order by all"
    assert ask(tmp_path, kept) == [(0, True), (0, True), (2, False)]
    ((run_id,),) = ask(tmp_path, "select max_by(flow_run_id, started_at) from loads")
    (run,) = ask_server(server, "flow_runs/filter", flow_runs={"id": {"any_": [run_id]}})
    assert (run["state_type"], run["state_name"]) == ("COMPLETED", "Completed with warnings")
    left = ask_server(server, "artifacts/filter", artifacts={"flow_run_id": {"any_": [run_id]}})
    artifacts = {artifact["key"]: artifact["data"] for artifact in left}
    assert set(artifacts) == {"quality-report", "quality-failures", "drift-reuters", "drift-all-sources"}
    assert artifacts["quality-report"].startswith("## ⚠ Completed with warnings")
    assert artifacts["drift-reuters"].startswith("## ⚠ Reuters drifted: share\\_without\\_title")
    assert "data:image/svg+xml;base64," in artifacts["drift-reuters"]
    assert "<img" not in artifacts["quality-report"]

"""`copydesk audit` as a user meets it: a real server, a real warehouse."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.conftest import Server
from tests.test_load import STORY, ask

pytestmark = pytest.mark.server


def audit(server: Server, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("copydesk")), "audit", "--warehouse", "w.duckdb"]
    env = {name: value for name, value in server.env.items() if not name.startswith("COPYDESK_")}
    return subprocess.run(
        command, cwd=folder, env=env | {"COLUMNS": "200"}, capture_output=True, text=True, timeout=300
    )


def test_a_published_row_that_was_changed_is_found_reported_and_recorded(server, load, tmp_path):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_text(STORY)
    assert load().exit_status == 0

    sound = audit(server, tmp_path)

    assert sound.returncode == 0, sound.stdout + sound.stderr
    assert "The warehouse is sound. 1 articles audited" in sound.stdout
    assert ask(tmp_path, "select articles, verdict, failed from audits") == [(1, "passed", 0)]
    agree = "select expectation, success, severity from check_results where expectation like '%files_agree'"
    assert ask(tmp_path, agree) == [("files_agree", True, "critical")]

    with duckdb.connect(str(tmp_path / "w.duckdb")) as spoilt:
        spoilt.execute("update quotes set text = 'We want the ships gone' where kind = 'direct'")
    found = audit(server, tmp_path)

    assert found.returncode == 1, found.stdout + found.stderr
    assert "The warehouse is not sound: quotes.text.span (critical) fails for 1 of" in found.stdout
    assert "quotes_prove_their_text" in found.stdout
    failed = (
        "select expectation, failed from check_results"
        " where load_id like 'audit-%' and not success and severity = 'critical' order by expectation"
    )
    assert ask(tmp_path, failed) == [("quotes.text.span", 1), ("quotes_prove_their_text", 1)]
    assert ask(tmp_path, "select verdict from audits order by started_at") == [("passed",), ("gate closed",)]
    assert (load().exit_status, audit(server, tmp_path).returncode) == (0, 0)  # published from the sound private file


def test_without_a_warehouse_it_says_what_to_do(server, tmp_path):
    done = audit(server, tmp_path)

    assert done.returncode == 1
    assert "load something first" in done.stderr

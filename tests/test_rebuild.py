"""`copydesk rebuild` as a user meets it: the texts that are kept are parsed again, and no file is needed."""

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

pytestmark = pytest.mark.server

STORY = """Harbour tolls to fall, minister says

OSTREVA (AP) - Tolls at the harbour of Ostreva will fall by a tenth, Transport Minister Petra Lindqvist said on Monday.

"We want the ships back," Lindqvist said.
"""


def test_a_plan_writes_nothing_and_is_applied_on_demand(load, server, tmp_path: Path):
    def rebuild(*options: str) -> subprocess.CompletedProcess[str]:
        command = [str(Path(sys.executable).with_name("copydesk")), "rebuild", "--warehouse", "w.duckdb", *options]
        env = server.env | {"COLUMNS": "120"}
        return subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=300, check=False)

    def ask(statement: str) -> list[tuple]:
        with duckdb.connect(str(tmp_path / "w.duckdb"), read_only=True) as warehouse:
            return warehouse.execute(statement).fetchall()

    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "tolls.txt").write_text(STORY)
    assert load().exit_status == 0
    quotes = ask("select quote_id, speaker_text, text from quotes order by all")
    shutil.rmtree(tmp_path / "inbox")
    private = tmp_path / "w.private.duckdb"
    with duckdb.connect(str(private)) as older:
        older.execute("update articles set parser_version = '0'")
        older.execute("update quotes set speaker_text = 'the minister' where quote_no = 1")
    shutil.copy(private, tmp_path / "w.duckdb")
    before = (tmp_path / "w.duckdb").read_bytes()

    planned = rebuild("--stale")

    assert (planned.returncode, planned.stderr) == (0, "")
    assert "1 articles would be rebuilt: 0 rows gained, 0 rows lost, 1 rows altered" in planned.stdout
    assert (tmp_path / "w.duckdb").read_bytes() == before

    applied = rebuild("--stale", "--apply")

    assert (applied.returncode, "Rebuilt 1 articles" in applied.stdout) == (0, True), applied.stderr
    assert ask("select quote_id, speaker_text, text from quotes order by all") == quotes
    assert ask("select version, parser_version <> '0' from articles") == [(1, True)]
    assert ask("select count(*) from history.articles") == [(0,)]
    said = {(run["name"], *sorted(run["tags"])) for run in server.flow_runs()}
    assert {("plan to rebuild w.duckdb", "copydesk", "rebuild"), ("rebuild w.duckdb", "copydesk", "rebuild")} <= said

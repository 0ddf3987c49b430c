"""Commands that come at once to one warehouse: one works, the others wait or leave, and nothing is lost or doubled."""

import subprocess
import sys
from pathlib import Path

import pytest

from flows.warehouse import verify
from tests.conftest import Server
from tests.test_load import STORY, ask
from tests.warehouse.rows import family, publish_file

COPYDESK = str(Path(sys.executable).with_name("copydesk"))
LEFT = "another run has w.duckdb open; its files are found by the next run"


@pytest.mark.server
def test_two_loads_and_a_rebuild_at_once(server: Server, load, tmp_path: Path):
    publish_file(tmp_path / "w.duckdb", "first", "before", family("before"))
    for folder in ("wire", "web"):
        (tmp_path / folder).mkdir()
        for number in range(40):
            (tmp_path / folder / f"{number}.txt").write_text(STORY.replace("a tenth", f"{number} {folder} crowns"))

    commands = (("load", "wire"), ("load", "web"), ("rebuild", "--stale", "--apply"))
    env = {name: value for name, value in server.env.items() if not name.startswith("COPYDESK_")} | {"COLUMNS": "400"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    started = [
        subprocess.Popen([COPYDESK, *command, "--warehouse", "w.duckdb"], cwd=tmp_path, env=env, **pipes)
        for command in commands
    ]
    told = [one.communicate(timeout=120) for one in started]

    assert 0 in [one.returncode for one in started]
    for one, (_, errors) in zip(started, told, strict=True):
        left = one.returncode == 1 and LEFT in errors
        assert (one.returncode, errors) == (0, "") or left, errors
    done = load("wire", "web", "--warehouse", "w.duckdb")
    assert done.exit_status == 0, done.output + done.errors
    each = "select split_part(path, '/', -2), count(*), count(distinct path) from files group by all order by all"
    assert ask(tmp_path, each) == [("in", 1, 1), ("web", 40, 40), ("wire", 40, 40)]
    assert ask(tmp_path, "select count(*), count(distinct article_id), max(version) from articles") == [(81, 81, 1)]
    assert verify(tmp_path / "w.duckdb").findings == ()

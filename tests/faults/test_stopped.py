"""`copydesk load` that is told to stop ends cleanly and says what became of its work."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Server
from tests.test_load import STORY, ask

pytestmark = pytest.mark.server


def test_it_finishes_or_is_rolled_back_and_the_next_load_has_it_all(server: Server, load, tmp_path: Path):
    (tmp_path / "inbox").mkdir()
    for number in range(300):
        (tmp_path / "inbox" / f"{number}.txt").write_text(STORY.replace("a tenth", f"{number} crowns"))
    command = [str(Path(sys.executable).with_name("copydesk")), "load", "inbox", "--warehouse", "w.duckdb"]
    env = {name: value for name, value in server.env.items() if not name.startswith("COPYDESK_")} | {"COLUMNS": "200"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=tmp_path, env=env, **pipes) as loading:
        until = time.monotonic() + 60
        while not (tmp_path / "w.private.duckdb").exists() and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(0.3)
        loading.send_signal(signal.SIGTERM)
        _, errors = loading.communicate(timeout=60)

    assert loading.returncode in (0, 143), errors
    if loading.returncode:
        assert "copydesk: stopped. It was rolled back" in errors
    assert (tmp_path / "w.duckdb").exists() is (loading.returncode == 0)

    done = load()

    assert done.exit_status == 0, done.output + done.errors
    assert ask(tmp_path, "select count(*) from articles") == [(300,)]

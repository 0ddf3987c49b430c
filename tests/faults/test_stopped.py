"""`copydesk load` that is told to stop ends soon and cleanly, and says what became of its work."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.stopping import run_stoppably, stop_if_told
from tests.conftest import Server
from tests.test_load import STORY, ask


@pytest.mark.server
def test_it_is_rolled_back_at_any_moment_and_the_next_load_has_it_all(server: Server, load, tmp_path: Path):
    (tmp_path / "inbox").mkdir()
    for number in range(300):
        (tmp_path / "inbox" / f"{number}.txt").write_text(STORY.replace("a tenth", f"{number} crowns"))

    # the first comes while DuckDB imports what it needs to read frames, where an error would be swallowed
    for seconds, number in ((0.1, signal.SIGTERM), (1.0, signal.SIGINT)):
        status, errors = _stopped(server, tmp_path, seconds, number)

        assert status == 128 + number, errors
        assert errors == (
            "copydesk: stopped. It was rolled back: nothing of it is kept, the published warehouse is as it was.\n"
        )
        assert not (tmp_path / "w.duckdb").exists()

    done = load()

    assert done.exit_status == 0, done.output + done.errors
    assert ask(tmp_path, "select count(*) from articles") == [(300,)]


def _stopped(server: Server, folder: Path, seconds: float, number: signal.Signals) -> tuple[int, str]:
    """Tell a load to stop so long after it opened the warehouse → its exit status, and what it said."""
    command = [str(Path(sys.executable).with_name("copydesk")), "load", "inbox", "--warehouse", "w.duckdb"]
    env = {name: value for name, value in server.env.items() if not name.startswith("COPYDESK_")} | {"COLUMNS": "200"}
    (folder / "w.private.duckdb").unlink(missing_ok=True)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=folder, env=env, **pipes) as loading:
        try:
            until = time.monotonic() + 60
            while not (folder / "w.private.duckdb").exists() and time.monotonic() < until:
                time.sleep(0.05)
            time.sleep(seconds)
            loading.send_signal(number)
            _, errors = loading.communicate(timeout=60)
        finally:
            loading.kill()
    return loading.returncode, errors.decode()


def test_a_body_is_told_at_its_next_safe_point_and_what_is_under_way_is_finished(monkeypatch):
    steps = []
    monkeypatch.setattr("flows.stopping.abandon", lambda: steps.append("parsers ended"))

    def body():
        os.kill(os.getpid(), signal.SIGINT)
        while not steps:
            time.sleep(0.01)
        steps.append("what was under way")
        stop_if_told()
        steps.append("what comes next")

    with pytest.raises(KeyboardInterrupt):
        run_stoppably(body)

    assert steps == ["parsers ended", "what was under way"]


def test_an_error_that_comes_of_stopping_is_not_told_as_one():
    def body():
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.2)
        raise OSError("the parsers are gone")

    with pytest.raises(KeyboardInterrupt):
        run_stoppably(body)


def test_work_that_is_done_is_not_stopped_any_more():
    def body():
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.2)
        return "published"

    assert run_stoppably(body) == "published"


def test_what_a_body_raises_is_raised():
    with pytest.raises(ZeroDivisionError):
        run_stoppably(lambda: 1 / 0)

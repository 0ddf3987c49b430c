"""The processes of a load: what they import, and what happens when one dies."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime

import pytest

from flows.intake import Limits, find, survey
from flows.intake import documents as read
from flows.workforce import Workforce
from tests.conftest import PROJECT

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def documents():
    return list(read(survey(find([PROJECT / "seeds" / "articles"]), {}, Limits()).to_load, Limits()))


def test_parsers_import_neither_prefect_nor_great_expectations_nor_databases():
    script = (
        "import sys; from flows.workforce import _warm_up_parser; list(_warm_up_parser(None));"
        "print({'prefect', 'great_expectations', 'pandas', 'duckdb'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert told.stdout.strip() == "set()", told


def test_a_parser_that_is_killed_costs_no_article(documents):
    workforce = Workforce(parsers=2)
    try:
        workforce.wait_until_ready()
        whole = workforce.parse(documents, "load", NOW)
        victims = workforce.pids
        murder = threading.Timer(0.05, os.kill, (victims[0], signal.SIGKILL))
        murder.start()
        again = workforce.parse(documents * 3, "load", NOW)
        murder.join()
    finally:
        workforce.close()

    assert (whole.failed, again.failed) == ((), ())
    for table, frame in whole.frames.items():
        found = getattr(again.frames, table.name)[table.key].to_list()
        assert sorted(found) == sorted(frame[table.key].to_list() * 3)


def test_the_processes_end_when_the_one_that_started_them_is_killed():
    script = (
        "from flows.workforce import Workforce; w = Workforce(1); w.wait_until_ready();"
        "print(*w.pids, flush=True); import time; time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        children = [int(pid) for pid in parent.stdout.readline().split()]
        parent.kill()
    until = time.monotonic() + 20
    while time.monotonic() < until and any(map(_runs, children)):
        time.sleep(0.2)

    assert len(children) == 2
    assert [pid for pid in children if _runs(pid)] == []


def _runs(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False

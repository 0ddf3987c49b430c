"""The processes of a load: what they import, and what happens when one dies."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from datetime import UTC, datetime

import pytest

from flows.intake import Limits, find, survey
from flows.intake import documents as read
from flows.model import Document, Problem
from flows.workforce import Workforce
from tests.conftest import PROJECT

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def documents():
    return list(read(survey(find([PROJECT / "seeds" / "articles"]), {}, Limits()).to_load, Limits()))


def test_parsers_import_neither_prefect_nor_great_expectations_nor_databases():
    script = (
        "import sys; from flows.workforce import _warm_up_parser; list(_warm_up_parser(None, 10**9));"
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


def _quotes(number: int, file_id: str) -> Document:
    text = "\n\n".join(f'"We open gate {line} at dawn," Mayor Petra Lindqvist said.' for line in range(number))
    return Document(file_id, f"{file_id}.txt", 0, f"OSTREVA (AP) - Gates open.\n\n{text}")


def _parse(limits: Limits, *documents: Document) -> tuple[list[str], list[tuple[str, str, str]]]:
    workforce = Workforce(parsers=1, limits=limits)
    try:
        parsed = workforce.parse(documents, "load", NOW)
    finally:
        workforce.close()
    problems = [(problem.stage, problem.code, problem.path) for problem in parsed.failed]
    return parsed.frames.articles["file_id"].to_list(), problems


def test_a_parse_that_runs_away_is_ended_and_costs_no_other_article():
    limits = Limits(seconds=1.5)

    assert _parse(limits, _quotes(3, "one"), _quotes(40_000, "vast"), _quotes(4, "other")) == (
        ["one", "other"],
        [("parse", "too_slow", "vast.txt")],
    )


def test_a_parse_that_takes_too_much_memory_costs_no_other_article():
    limits = Limits(memory=80_000_000)

    assert _parse(limits, _quotes(3, "one"), _quotes(6_000, "vast"), _quotes(4, "other")) == (
        ["one", "other"],
        [("parse", "out_of_memory", "vast.txt")],
    )


def _line(number: int, text: str) -> str:
    return json.dumps({"title": f"Pier {number} opens", "text": text}) + "\n"


def test_a_reader_that_is_killed_in_the_middle_of_a_file_costs_and_doubles_nothing(tmp_path):
    (tmp_path / "wire.jsonl").write_text("".join(_line(number, "It opens at dawn. " * 400) for number in range(600)))
    (row,) = survey(find([tmp_path / "wire.jsonl"]), {}, Limits()).to_load
    workforce = Workforce(parsers=1)
    try:
        items = workforce.read(row)
        read = [next(items) for _ in range(20)]
        os.kill(workforce.pids[-1], signal.SIGKILL)  # the reader is the last of them
        read.extend(items)
    finally:
        workforce.close()

    documents = [item for item in read if isinstance(item, Document)]
    assert [document.record_no for document in documents] == list(range(600))
    assert [item for item in read if isinstance(item, Problem)] == []


def test_a_member_that_takes_too_much_memory_costs_no_other(tmp_path):
    with zipfile.ZipFile(tmp_path / "wire.zip", "w") as archive:
        archive.writestr("a.jsonl", _line(0, "It opens at dawn.") + _line(1, "It opens." * 1_500_000))
        archive.writestr("b.jsonl", _line(2, "It opens at dusk."))
    limits = Limits(memory=20_000_000, expansion=100_000)
    (row,) = survey(find([tmp_path / "wire.zip"]), {}, limits).to_load
    workforce = Workforce(parsers=1, limits=limits)
    try:
        read = list(workforce.read(row))
    finally:
        workforce.close()

    assert [item.metadata["title"] for item in read if isinstance(item, Document)] == ["Pier 0 opens", "Pier 2 opens"]
    assert [item.code for item in read if isinstance(item, Problem)] == ["out_of_memory"]


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

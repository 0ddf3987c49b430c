"""`copydesk load` as a user meets it: real processes, a real server, a real warehouse read by another process."""

import hashlib
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from tests.conftest import PROJECT

pytestmark = pytest.mark.server

STORY = """Harbour tolls to fall, minister says

OSTREVA (AP) - Tolls at the harbour of Ostreva will fall by a tenth, Transport Minister Petra Lindqvist said on Monday.

"We want the ships back," Lindqvist said.
"""


def ask(tmp_path: Path, sql: str) -> list[tuple]:
    with duckdb.connect(str(tmp_path / "w.duckdb"), read_only=True) as warehouse:
        return warehouse.execute(sql).fetchall()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


def test_a_story_becomes_rows_of_all_four_tables(load, inbox, tmp_path):
    (inbox / "tolls.txt").write_text(STORY + "\nRead more:\n\nFerries return to Ostreva\n")

    done = load()

    assert done.exit_status == 0, done.output + done.errors
    assert ask(tmp_path, "select title, title_source, dateline_place, dateline_agency, version from articles") == [
        ("Harbour tolls to fall, minister says", "headline", "OSTREVA", "AP", 1)
    ]
    assert ask(tmp_path, "select text, kind, speaker_name, cue from quotes where kind = 'direct'") == [
        ("We want the ships back", "direct", "Petra Lindqvist", "said")
    ]
    assert ask(tmp_path, "select kind, text from links") == [("read_more", "Ferries return to Ostreva")]
    people = "select text, name, role from entities where entity_type = 'PERSON' order by mention_no"
    assert ask(tmp_path, people) == [
        ("Petra Lindqvist", "Petra Lindqvist", "Transport Minister"),
        ("Lindqvist", "Petra Lindqvist", "Transport Minister"),
    ]
    assert ask(tmp_path, "select status, files_found, files_loaded, articles from loads") == [("published", 1, 1, 1)]
    assert ask(tmp_path, "select count(*) > 30, bool_and(success) from check_results") == [(True, True)]


def test_the_summary_accounts_for_every_file(load, inbox, tmp_path):
    (inbox / "a.txt").write_text(STORY)
    (inbox / "b.txt").write_text(STORY)
    (inbox / "empty.txt").write_text("")
    (inbox / "photo.jpg").write_bytes(b"\xff\xd8\xff")

    done = load()

    assert done.exit_status == 0
    lines = [line.split() for line in done.output.splitlines()]
    assert ["files", "found", "loaded", "unchanged", "duplicate", "quarantined"] in lines
    assert ["4", "1", "0", "1", "2"] in lines
    held = "select parse_filename(path), stage, code from quarantine order by path"
    assert ask(tmp_path, held) == [("empty.txt", "intake", "empty"), ("photo.jpg", "intake", "unknown_type")]
    files = "select parse_filename(path), status, duplicate_of is null from files order by path"
    assert ask(tmp_path, files) == [
        ("a.txt", "loaded", True),
        ("b.txt", "duplicate", False),
        ("empty.txt", "quarantined", True),
        ("photo.jpg", "quarantined", True),
    ]


def test_loading_again_says_so_and_leaves_the_published_bytes_alone(load, inbox, tmp_path):
    (inbox / "a.txt").write_text(STORY)
    (inbox / "bad.txt").write_bytes(b"\x00")
    load()
    before = hashlib.sha256((tmp_path / "w.duckdb").read_bytes()).hexdigest(), (tmp_path / "w.duckdb").stat()

    done = load()

    assert done.exit_status == 0
    assert "Nothing new" in done.output
    assert ["2", "0", "2", "0", "0"] in [line.split() for line in done.output.splitlines()]
    after = hashlib.sha256((tmp_path / "w.duckdb").read_bytes()).hexdigest(), (tmp_path / "w.duckdb").stat()
    assert (after[0], after[1].st_ino, after[1].st_mtime_ns) == (before[0], before[1].st_ino, before[1].st_mtime_ns)


def test_a_changed_file_replaces_its_rows_in_all_tables(load, inbox, tmp_path):
    (inbox / "a.txt").write_text(STORY)
    load()
    (inbox / "a.txt").write_text(STORY.replace("ships", "ferries").replace("a tenth", "a fifth"))

    assert load().exit_status == 0

    assert ask(tmp_path, "select version, contains(body, 'a fifth') from articles") == [(2, True)]
    assert ask(tmp_path, "select text from quotes where kind = 'direct'") == [("We want the ferries back",)]
    assert ask(tmp_path, "select count(distinct load_id) from (from entities union all by name from quotes)") == [(1,)]


def test_a_file_that_is_still_written_is_left_for_the_next_load(load, inbox, tmp_path):
    (inbox / "whole.txt").write_text(STORY)
    script = (
        "import sys; f = open(sys.argv[1], 'w'); f.write('half a st'); f.flush(); print(flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(inbox / "half.txt")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        writer.stdout.readline()
        done = load()
        writer.communicate()

    assert done.exit_status == 0
    assert "1 more are still being written, or gone," in done.output
    assert ask(tmp_path, "select parse_filename(path) from files") == [("whole.txt",)]


def test_wrong_usage_is_exit_status_2_and_says_what_to_do(load, inbox, tmp_path):
    nowhere = load("nowhere")
    assert (nowhere.exit_status, "nowhere does not exist" in nowhere.errors) == (2, True)
    wrong = load("inbox", COPYDESK_WORKERS="many")
    assert (wrong.exit_status, "COPYDESK_WORKERS" in wrong.errors) == (2, True)
    assert load("inbox", "--batch-size", "0").exit_status == 2
    assert not (tmp_path / "warehouse").exists()


def test_settings_come_from_a_dotenv_file(load, inbox, tmp_path):
    (inbox / "a.txt").write_text(STORY)
    (tmp_path / ".env").write_text("COPYDESK_INBOX=inbox\nCOPYDESK_WAREHOUSE=w.duckdb\n")

    done = load("--workers", "1")

    assert done.exit_status == 0, done.output + done.errors
    assert ask(tmp_path, "select count(*) from articles") == [(1,)]


def test_a_foreign_database_is_refused_by_name_and_left_alone(load, inbox, tmp_path):
    (inbox / "a.txt").write_text(STORY)
    (tmp_path / "w.duckdb").write_text("precious notes")

    done = load()

    assert done.exit_status == 1
    assert "w.duckdb" in done.errors
    assert (tmp_path / "w.duckdb").read_text() == "precious notes"


def test_batches_and_workers_change_nothing_in_the_rows(load, inbox, tmp_path):
    for article in sorted((PROJECT / "seeds" / "articles").glob("*.txt"))[:12]:
        shutil.copy(article, inbox)
    tables = {"articles": "article_id", "entities": "mention_id", "quotes": "quote_id", "links": "link_id"}

    def rows() -> dict[str, list[tuple]]:
        return {
            table: ask(tmp_path, f"select * exclude (load_id, loaded_at) from {table} order by {key}")
            for table, key in tables.items()
        }

    assert load("inbox", "--warehouse", "w.duckdb", "--batch-size", "5", "--workers", "2").exit_status == 0
    small = rows()
    for file in tmp_path.glob("*w*.duckdb*"):
        file.unlink()
    assert load("inbox", "--warehouse", "w.duckdb", "--workers", "1").exit_status == 0

    assert rows() == small
    assert {table: bool(found) for table, found in small.items()} == dict.fromkeys(tables, True)


def test_a_reader_that_stays_open_during_loads_sees_whole_ones_only(load, inbox, tmp_path):
    # ten of them in tests/warehouse/test_publish.py, where a load is not a whole command
    (inbox / "0.txt").write_text(STORY)
    load()
    script = """
import duckdb, sys, time
orphans = seen = 0
while not sys.stdin in __import__("select").select([sys.stdin], [], [], 0)[0]:
    with duckdb.connect("w.duckdb", read_only=True) as warehouse:
        for _ in range(5):
            lost = "select count(*) from quotes anti join articles using (article_id)"
            orphans += warehouse.execute(lost).fetchone()[0]
            seen = max(seen, warehouse.execute("select count(*) from articles").fetchone()[0])
            time.sleep(0.02)
print(orphans, seen)
"""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", script], cwd=tmp_path, **pipes) as reader:
        for number in range(1, 5):
            (inbox / f"{number}.txt").write_text(STORY + f"\nShip {number} is back.\n")
            assert load().exit_status == 0
        time.sleep(0.5)
        output, errors = reader.communicate("stop")

    assert (output.split(), errors) == (["0", "5"], "")


@pytest.fixture
def suites(tmp_path):
    """A copy of the built-in expectation suites, and a way to add an expectation to one."""
    folder = tmp_path / "suites"
    shutil.copytree(PROJECT / "expectations", folder)

    def add(suite: str, expectation: dict) -> dict[str, str]:
        file = folder / f"{suite}.json"
        content = json.loads(file.read_text())
        content["expectations"].append(expectation)
        file.write_text(json.dumps(content))
        return {"COPYDESK_EXPECTATIONS": str(folder)}

    return add


def test_a_critical_failure_of_the_load_publishes_nothing_and_says_why(load, inbox, tmp_path, suites):
    (inbox / "a.txt").write_text(STORY)
    assert load().exit_status == 0
    before = (tmp_path / "w.duckdb").read_bytes()
    (inbox / "b.txt").write_text(STORY + "\nMore ships came.\n")
    settings = suites(
        "batch",
        {
            "type": "expect_column_values_to_be_between",
            "kwargs": {"column": "articles", "min_value": 1000},
            "severity": "critical",
            "meta": {"code": "articles.many", "why": "A night's wire holds a thousand articles."},
        },
    )

    done = load("inbox", "--warehouse", "w.duckdb", **settings)

    assert done.exit_status == 1
    assert "Gate closed" in done.output
    assert "batch.articles.many" in done.output
    assert "A night's wire holds a thousand articles." in " ".join(done.output.split())
    assert (tmp_path / "w.duckdb").read_bytes() == before
    assert load().exit_status == 0  # nothing of it was kept: the file is loaded by the next run
    assert ask(tmp_path, "select status, articles from loads order by started_at") == [
        ("published", 1),
        ("gate_closed", 0),
        ("published", 1),
    ]
    assert ask(tmp_path, "select count(*) from articles") == [(2,)]


def test_a_check_that_cannot_run_closes_the_gate(load, inbox, tmp_path, suites):
    (inbox / "a.txt").write_text(STORY)
    settings = suites(
        "quotes",
        {
            "type": "expect_column_values_to_be_between",
            "kwargs": {"column": "text", "min_value": 3},
            "severity": "info",
            "meta": {"code": "text.number", "why": "Compares words with a number, which cannot be done."},
        },
    )

    done = load("inbox", "--warehouse", "w.duckdb", **settings)

    assert (done.exit_status, "could not be checked" in " ".join(done.output.split())) == (1, True)
    assert not (tmp_path / "w.duckdb").exists()


def test_rows_that_fail_are_held_and_the_rest_is_published(load, inbox, tmp_path, suites):
    (inbox / "a.txt").write_text(STORY)
    (inbox / "b.txt").write_text(STORY.replace("OSTREVA", "MINSK").replace("ships", "trains"))
    held_article = {
        "type": "expect_column_values_to_not_match_regex",
        "kwargs": {"column": "dateline_place", "regex": "MINSK"},
        "severity": "critical",
        "meta": {"code": "place.known", "why": "We have nobody in Minsk."},
    }
    settings = suites("articles", held_article)

    done = load("inbox", "--warehouse", "w.duckdb", **settings)

    assert done.exit_status == 0, done.output
    assert "passed with warnings" in done.output
    assert ask(tmp_path, "select dateline_place from articles") == [("OSTREVA",)]
    held = "select code, table_name, count(*) > 0 from quarantine group by all order by table_name, code"
    assert ask(tmp_path, held) == [
        ("articles.place.known", "articles", True),
        ("family", "entities", True),
        ("family", "quotes", True),
    ]
    assert ask(tmp_path, "select count(*) from quotes anti join articles using (article_id)") == [(0,)]


def test_a_mistake_in_a_suite_is_told_before_anything_is_loaded(load, inbox, tmp_path, suites):
    (inbox / "a.txt").write_text(STORY)
    wrong = {"type": "expect_moon", "kwargs": {}, "severity": "info", "meta": {"code": "moon", "why": "No reason."}}

    done = load("inbox", "--warehouse", "w.duckdb", **suites("quotes", wrong))

    assert done.exit_status == 1
    assert "expectations/quotes.json" in done.errors
    assert "expect_moon" in done.errors
    assert not (tmp_path / "w.duckdb").exists()


def test_rows_held_by_a_check_are_loaded_by_a_replay_once_the_suite_is_mended(copydesk, load, inbox, tmp_path, suites):
    (inbox / "a.txt").write_text(STORY)
    settings = suites(
        "quotes",
        {
            "type": "expect_column_values_to_be_between",
            "kwargs": {"column": "confidence", "min_value": 0.999},
            "severity": "critical",
            "meta": {"code": "confidence.sure", "why": "Only what is sure."},
        },
    )
    assert load("inbox", "--warehouse", "w.duckdb", **settings).exit_status == 0
    held = "select count(*), count(resolved_at) from quarantine"
    ((rows, closed),) = ask(tmp_path, held)
    assert (rows > 0, closed, ask(tmp_path, "select count(*) from quotes")) == (True, 0, [(0,)])

    done = copydesk("quarantine", "replay", "--warehouse", "w.duckdb")

    assert done.exit_status == 0, done.output + done.errors
    assert ask(tmp_path, held) == [(rows, rows)]
    assert ask(tmp_path, "select count(*) from quotes") == [(rows,)]
    assert ask(tmp_path, "select version, count(*) from articles group by all") == [(1, 1)]
    assert ask(tmp_path, "select count(*) from history.articles") == [(0,)]

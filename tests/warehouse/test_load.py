"""What a load writes, replaces, keeps and refuses: whole rows, on a fresh warehouse."""

from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from flows.model import Problem
from flows.tables import ARTICLES
from flows.warehouse import CheckFailedError, Load, Run, open_warehouse
from flows.warehouse.check_tables import CHECK_RESULTS
from flows.warehouse.checks import all_checks
from flows.warehouse.ledger import given_schema
from tests.warehouse.rows import (
    BEGAN,
    add,
    article,
    article_id,
    document,
    family,
    files,
    frames,
    load_file,
    mention,
    publish_file,
    query,
    quote,
    run,
    tally,
)

EVERY_ROW = """
    select 'articles', article_id, version, body, load_id from articles
    union all select 'entities', article_id, mention_no, text, load_id from entities
    union all select 'quotes', article_id, quote_no, text, load_id from quotes
    union all select 'links', article_id, link_no, text, load_id from links
    order by all
"""
A, B = article_id("file a"), article_id("file b")


def test_an_article_is_written_whole(path: Path):
    given = article(
        "file a",
        title=None,
        title_source=None,
        body="“Oui”, dit-elle 👩‍👩‍👧\r\ne\u0301",
        blocks=[{"kind": kind, "start_char": 0, "end_char": 5} for kind in ("paragraph", "dateline")],
        published_at=BEGAN - timedelta(hours=3, microseconds=1),
        authors=[],
    )
    publish_file(path, "load 1", "file a", frames([given]))
    with open_warehouse(path) as warehouse:
        written = warehouse._connection.table("articles").pl()
    assert written.equals(pl.DataFrame([{**given, "load_id": "load 1"}], schema=ARTICLES.schema))


def test_a_load_is_recorded_with_what_it_wrote(path: Path):
    with open_warehouse(path) as warehouse:
        with warehouse.load(Run("load 1", BEGAN, "parser 3", "0.1.0", "flow run 7")) as load:
            load_file(load, "file a", family("file a"), bytes=12, encoding="utf-8", modified_at=BEGAN)
        warehouse.publish()
    assert query(path, "select * exclude (started_at, finished_at) from loads") == [
        (
            *("load 1", "published", 1, 1, 0, 0, 0, 1, 1, 1, 1, 0, "parser 3", "0.1.0", "flow run 7", "passed", None),
            {"found": 1, "loaded": 1, "unchanged": 0, "duplicate": 0, "held": 0},
        )
    ]
    assert query(
        path, "select * exclude (modified_at, loaded_at, first_seen_at, missing_since, encoding_method) from files"
    ) == [("file a", "/in/file a", "sha", 12, "loaded", None, "utf-8", 1, "load 1")]


def test_loading_the_same_again_leaves_the_rows_alone(path: Path):
    publish_file(path, "load 1", "file a", family("file a"))
    before = query(path, EVERY_ROW)
    publish_file(path, "load 2", "file a", family("file a"))
    assert query(path, EVERY_ROW) == before
    assert query(path, "select load_id, count(*) from files group by all") == [("load 2", 1)]
    assert query(path, "select records.unchanged from loads order by load_id") == [(0,), (1,)]


def test_a_changed_file_replaces_its_rows_in_every_table_and_no_others(path: Path):
    publish_file(path, "load 1", "file a", family("file a"))
    publish_file(path, "load 2", "file b", family("file b"))
    changed = "Talks are over, Ana Petrova said."
    publish_file(path, "load 3", "file a", frames([article("file a", body=changed, blocks=[], content_hash="hash 2")]))
    assert query(path, EVERY_ROW) == sorted(
        [
            ("articles", A, 2, changed, "load 3"),
            ("articles", B, 1, "Talks will go on, Ana Petrova said.", "load 2"),
            ("entities", B, 1, "Ana Petrova", "load 2"),
            ("links", B, 1, "Elsewhere", "load 2"),
            ("quotes", B, 1, "Talks will go on", "load 2"),
        ]
    )


def test_versions_count_changes_of_content(path: Path):
    for number, content_hash in enumerate(["hash 1", "hash 1", "hash 2", "hash 1"]):
        publish_file(path, f"load {number}", "file a", family("file a", content_hash=content_hash))
    assert query(path, "select version, content_hash from articles") == [(3, "hash 1")]


def test_a_record_that_its_file_no_longer_holds_goes(path: Path):
    publish_file(path, "load 1", "file a", family("file a", 0), family("file a", 1))
    publish_file(path, "load 2", "file a", family("file a", 0))
    assert {row[:2] for row in query(path, EVERY_ROW)} == {
        (table, A) for table in ("articles", "entities", "quotes", "links")
    }


@pytest.mark.parametrize(
    "held",
    [
        Problem("check", "title_too_long", "too long", "/in/file a", "file a", article_id=article_id("file a", 1)),
        Problem("parse", "crashed", "it crashed", "/in/file a", "file a", record_no=1),
        Problem("intake", "cut_off", "the end is missing", "/in/file a", "file a"),
    ],
    ids=["article", "record", "somewhere in the file"],
)
def test_a_held_record_keeps_the_rows_it_had(path: Path, held: Problem):
    publish_file(path, "load 1", "file a", family("file a", 0), family("file a", 1))
    with open_warehouse(path) as warehouse:
        with warehouse.load(run("load 2")) as load:
            add(load, family("file a", 0, content_hash="hash 2"))
            if held.stage != "intake":
                load.screen([document("file a", 1, "another text")])
            load.add_files(files({"file_id": "file a", "records": 1 if held.stage == "intake" else 2}))
            load.add_quarantine([held])
            load.finish(tally(loaded=1))
        warehouse.publish()
    kept = query(path, "select article_id, load_id from quotes order by load_id")
    assert kept == [(article_id("file a", 1), "load 1"), (A, "load 2")]


def test_a_quarantined_file_keeps_the_rows_it_had(path: Path):
    publish_file(path, "load 1", "file a", family("file a"))
    before = query(path, EVERY_ROW)
    with open_warehouse(path) as warehouse:
        with warehouse.load(run("load 2")) as load:
            load.add_files(files({"file_id": "file a", "status": "quarantined", "sha256": None}))
            load.add_quarantine([Problem("intake", "not_text", "no text", "/in/file a", "file a", row="\\x00")])
            load.finish(tally(quarantined=1))
        warehouse.publish()
    assert query(path, EVERY_ROW) == before
    assert query(path, "select status, sha256, load_id from files") == [("quarantined", None, "load 2")]


def test_trouble_met_again_is_one_row_and_is_over_once_the_file_is_well(path: Path):
    later = BEGAN + timedelta(days=1)
    held = Problem("check", "empty", "no words", "/in/file a", "file a", 0, A, "quotes", '{"quote_no": 2}')
    with open_warehouse(path) as warehouse:
        for began, problems in ((BEGAN, [held, held]), (later, [held])):
            with warehouse.load(Run(f"load of {began:%d}", began, "1", "0.1.0")) as load:
                load.add_quarantine(problems)
                load.add_quarantine(problems)
                load_file(load, "file a", family("file a", content_hash=f"hash of {began:%d}"))
        warehouse.publish()
    identity = "stage, code, message, path, file_id, record_no, article_id, table_name, row"
    times = "load_id, epoch(first_seen_at), epoch(resolved_at)"
    row = ("check", "empty", "no words", "/in/file a", "file a", 0, A, "quotes", '{"quote_no": 2}')
    assert query(path, f"select {identity}, {times} from quarantine") == [(*row, "load of 03", BEGAN.timestamp(), None)]
    with open_warehouse(path) as warehouse:
        with warehouse.load(Run("load 3", later, "1", "0.1.0")) as load:
            load_file(load, "file a", family("file a", content_hash="hash 3"))
        warehouse.publish()
    assert query(path, f"select {identity}, {times} from quarantine") == [
        (*row, "load of 03", BEGAN.timestamp(), later.timestamp())
    ]
    assert query(path, "from quarantine_open") == []


def test_a_file_keeps_the_time_when_it_was_first_seen(path: Path):
    publish_file(path, "load 1", "file a", family("file a"))
    later = BEGAN + timedelta(days=1)
    with open_warehouse(path) as warehouse:
        with warehouse.load(Run("load 2", later, "1", "0.1.0")) as load:
            load_file(load, "file a", family("file a"))
        warehouse.publish()
    assert query(path, "select epoch(first_seen_at), epoch(loaded_at) from files") == [
        (BEGAN.timestamp(), later.timestamp())
    ]


def test_batches_may_be_of_any_size(path: Path, tmp_path: Path):
    names = [f"file {number}" for number in range(6)]
    written = []
    for size in (1, 4, 6):
        path = tmp_path / str(size) / "copydesk.duckdb"
        with open_warehouse(path) as warehouse:
            with warehouse.load(run("load 1")) as load:
                for begin in range(0, len(names), size):
                    batch = names[begin : begin + size]
                    of = [article_id(name) for name in batch]
                    add(load, frames(map(article, batch), map(mention, of), map(quote, of)))
                    load.add_files(files(*({"file_id": name, "records": 1} for name in batch)))
                load.finish(tally(loaded=len(names)))
            warehouse.publish()
        written.append(query(path, EVERY_ROW))
    assert len(written[0]) == 18
    assert written[0] == written[1] == written[2]


def test_check_results_are_kept_with_those_across_tables(path: Path):
    result = {
        "table_name": "quotes",
        "expectation": "expect_column_values_to_not_be_null",
        "column_name": "text",
        "severity": "critical",
        "why": "A quote has words.",
        "checked": 10,
        "failed": 1,
        "success": False,
        "could_not_run": False,
        "observed": None,
        "allowed": "0",
    }
    with open_warehouse(path) as warehouse:
        with warehouse.load(run("load 1")) as load:
            load.add_check_results(pl.DataFrame([result], schema=given_schema(CHECK_RESULTS)))
            load.finish(tally())
        warehouse.publish()
    assert query(path, "select * exclude (checked_at) from check_results where table_name <> 'warehouse'") == [
        ("load 1", *result.values())
    ]
    assert query(path, "select expectation, load_id, failed, success from check_results where column_name is null") == [
        (check.name, "load 1", 0, True) for check in all_checks()
    ]


@pytest.mark.parametrize("status", ["gate_closed", "unchanged"])
def test_a_run_that_wrote_nothing_is_recorded_and_not_published(path: Path, private: Path, status: str):
    publish_file(path, "load 1", "file a", family("file a"))
    before = path.read_bytes()
    with open_warehouse(path) as warehouse:
        warehouse.record(run("load 2"), status, tally(unchanged=1))
        assert not warehouse.needs_publish()
    assert query(private, "select load_id, status from loads order by all") == [
        ("load 1", "published"),
        ("load 2", status),
    ]
    assert {row[-1] for row in query(private, EVERY_ROW)} == {"load 1"}
    assert path.read_bytes() == before


def interrupted_load(load: Load) -> None:
    load_file(load, "file a", family("file a", content_hash="hash 2"))
    raise ConnectionError


def test_an_exception_leaves_the_warehouse_as_it_was(path: Path, private: Path):
    publish_file(path, "load 1", "file a", family("file a"))
    with open_warehouse(path) as warehouse:
        with pytest.raises(ConnectionError), warehouse.load(run("load 2")) as load:
            interrupted_load(load)
        with pytest.raises(RuntimeError, match="not finished"), warehouse.load(run("load 3")) as load:
            load.add(family("file b"))
        assert not warehouse.needs_publish()
    assert query(private, EVERY_ROW) == query(path, EVERY_ROW)
    assert query(private, "select load_id from loads") == [("load 1",)]


def test_a_failed_check_names_itself_and_its_rows_and_leaves_the_warehouse_as_it_was(path: Path, private: Path):
    wrong = frames([article("file a")], quotes=[quote(A, text="Talks will go off")])
    named = pytest.raises(CheckFailedError, match=r"quotes_prove_their_text.*Talks will go off")
    with open_warehouse(path) as warehouse:
        with named as failure, warehouse.load(run("load 1")) as load:
            load_file(load, "file a", wrong)
        assert failure.value.check == "quotes_prove_their_text"
        with warehouse.load(run("load 2")) as load:  # the warehouse is fit for the next
            load_file(load, "file a", family("file a"))
    assert {row[-1] for row in query(private, EVERY_ROW)} == {"load 2"}


def test_a_load_id_serves_once(path: Path):
    publish_file(path, "load 1", "file a", family("file a"))
    with pytest.raises(CheckFailedError):
        publish_file(path, "load 1", "file b", family("file b"))

"""Versions, repeats and texts as read: what changes is kept, what repeats is kept once, whatever comes first."""

import itertools
import random
from pathlib import Path

import pytest

from flows.model import Document
from flows.tables import Frames
from flows.warehouse import open_warehouse
from tests.warehouse.rows import article, document, files, frames, link, mention, query, quote, run, tally

TABLES = ("articles", "entities", "quotes", "links", "documents")


def rows_of(read: Document) -> Frames:
    """What a parser makes of a document: an article whose title tells its text."""
    of, known = read.article_id, {"title": read.text, "content_hash": read.content_hash}
    return frames([article(read.file_id, read.record_no, **known)], [mention(of)], [quote(of)], [link(of, "Elsewhere")])


def load_records(path: Path, load_id: str, *read: Document, batch: int = 100, gone: tuple[str, ...] = ()) -> None:
    """Load these records as the flow does; `gone` are files that hold no record any more."""
    with open_warehouse(path) as warehouse:
        with warehouse.load(run(load_id)) as load:
            for begin in range(0, len(read), batch):
                for one in load.screen(read[begin : begin + batch]):
                    load.add(rows_of(one))
            counts = {
                name: sum(one.file_id == name for one in read)
                for name in [*dict.fromkeys(one.file_id for one in read), *gone]
            }
            load.add_files(files(*({"file_id": name, "records": count} for name, count in counts.items())))
            while successors := load.successors():
                for one in successors:
                    load.add(rows_of(one))
            repeats = len(load.settle().duplicate_files)
            load.finish(tally(loaded=len(counts) - repeats, duplicate=repeats))
        warehouse.publish()


def current(path: Path) -> list[tuple]:
    return query(path, "select file_id, record_no, version, title from articles order by all")


def repeats(path: Path) -> list[tuple]:
    return query(path, "select path, record_no, original_path, original_record_no from duplicates order by all")


def everything(path: Path) -> dict[str, list[tuple]]:
    """Every row of the tables of articles, up to times and run ids."""
    plain = "select * exclude (load_id, loaded_at) from"
    tables = {name: query(path, f"{plain} {name} order by all") for name in TABLES}
    tables["files"] = query(path, "select file_id, status, duplicate_of, records from files order by all")
    return tables


def test_a_b_a_are_three_versions_each_with_its_rows_in_history(path: Path):
    for number, text in enumerate(["A", "B", "A"], 1):
        load_records(path, f"load {number}", document("f", text=text))
    assert query(path, "select version, title, is_current, superseded_by from article_versions order by version") == [
        (1, "A", False, "load 2"),
        (2, "B", False, "load 3"),
        (3, "A", True, None),
    ]
    for table in TABLES:
        assert query(path, f"select load_id, superseded_by from history.{table} order by all") == [
            ("load 1", "load 2"),
            ("load 2", "load 3"),
        ]
    assert query(path, "select text from documents") == [("A",)]


def test_a_changed_title_in_the_metadata_makes_a_version(path: Path):
    load_records(path, "load 1", document("f", text="A", title="One"))
    load_records(path, "load 2", document("f", text="A", title="Two"))
    assert [row[2] for row in current(path)] == [2]


def test_a_record_that_is_as_it_was_is_not_parsed_again(path: Path):
    load_records(path, "load 1", document("f", 0, "A"), document("f", 1, "B"))
    load_records(path, "load 2", document("f", 0, "A"), document("f", 1, "C"), document("f", 2, "D"))
    assert query(path, "select record_no, version, load_id from articles order by all") == [
        (0, 1, "load 1"),
        (1, 2, "load 2"),
        (2, 1, "load 2"),
    ]
    assert query(path, "select records from loads order by load_id") == [
        ({"found": 2, "loaded": 2, "unchanged": 0, "duplicate": 0, "held": 0},),
        ({"found": 3, "loaded": 2, "unchanged": 1, "duplicate": 0, "held": 0},),
    ]


def test_a_record_that_went_moves_to_history_and_comes_back_as_a_version(path: Path):
    load_records(path, "load 1", document("f", 0, "A"), document("f", 1, "B"))
    load_records(path, "load 2", document("f", 0, "A"))
    assert current(path) == [("f", 0, 1, "A")]
    load_records(path, "load 3", document("f", 0, "A"), document("f", 1, "B"))
    assert current(path) == [("f", 0, 1, "A"), ("f", 1, 2, "B")]


@pytest.mark.parametrize("again", ["A  long\n\nstory", "A long\r\n\r\nstory", " A long\n\nstory\n"])
def test_line_ends_and_white_space_make_no_other_text(path: Path, again: str):
    load_records(path, "load 1", document("a", text="A long\n\nstory"), document("b", text=again))
    assert [row[0] for row in current(path)] == ["a"]
    assert repeats(path) == [("/in/b", 0, "/in/a", 0)]
    assert query(path, "select text from documents where file_id = 'b'") == [(again,)]


def test_nor_does_the_form_of_unicode(path: Path):
    load_records(path, "load 1", document("a", text="Caf\u00e9"), document("b", text="Cafe\u0301"))
    assert repeats(path) == [("/in/b", 0, "/in/a", 0)]


def test_the_same_words_at_another_address_are_no_repeat(path: Path):
    load_records(path, "load 1", document("a", text="A", url="u/1"), document("b", text="A", url="u/2"))
    assert len(current(path)) == 2


def test_records_of_one_file_repeat_each_other(path: Path):
    load_records(path, "load 1", document("a", 0, "A"), document("a", 1, "A"), document("a", 2, "B"))
    assert [row[1] for row in current(path)] == [0, 2]
    assert repeats(path) == [("/in/a", 1, "/in/a", 0)]
    assert query(path, "select status from files") == [("loaded",)]


@pytest.mark.parametrize("first", ["a", "b"])
def test_the_first_by_path_stands_for_a_text_whichever_came_first(path: Path, first: str):
    second = "b" if first == "a" else "a"
    load_records(path, "load 1", document(first, text="A"))
    load_records(path, "load 2", document(second, text="A"))
    assert current(path) == [("a", 0, 1, "A")]
    assert repeats(path) == [("/in/b", 0, "/in/a", 0)]
    assert query(path, "select file_id, status from files order by all") == [("a", "loaded"), ("b", "duplicate")]
    assert query(path, "from history.articles") == []


@pytest.mark.parametrize("now", ["changed", "gone"])
def test_a_repeat_takes_the_place_of_what_changed_or_went(path: Path, now: str):
    load_records(path, "load 1", *(document(name, text="A") for name in "abc"))
    if now == "changed":
        load_records(path, "load 2", document("a", text="B"))
    else:
        load_records(path, "load 2", gone=("a",))
    assert current(path)[-1] == ("b", 0, 1, "A")
    assert repeats(path) == [("/in/c", 0, "/in/b", 0)]
    assert query(path, "select version, title from history.articles") == [(1, "A")]


def test_a_repeat_that_changes_is_an_article_of_its_own(path: Path):
    load_records(path, "load 1", document("a", text="A"), document("b", text="A"))
    load_records(path, "load 2", document("b", text="B"))
    assert current(path) == [("a", 0, 1, "A"), ("b", 0, 1, "B")]
    assert repeats(path) == []


def test_any_order_batch_and_split_into_loads_gives_the_same_tables(tmp_path: Path):
    dice = random.Random(7)
    records = [document(f"file {n // 3}", n % 3, dice.choice("ABCDEFG") if n % 2 else f"Text {n}") for n in range(30)]
    by_file = [list(group) for _, group in itertools.groupby(records, key=lambda one: one.file_id)]
    given = []
    for number, (loads, batch) in enumerate([(1, 100), (1, 1), (3, 4), (10, 2)]):
        path = tmp_path / str(number) / "copydesk.duckdb"
        order = by_file if number == 0 else dice.sample(by_file, len(by_file))
        for load in range(loads):
            load_records(path, f"load {load}", *itertools.chain(*order[load::loads]), batch=batch)
        given.append(everything(path))
    assert len(given[0]["articles"]) < 30
    assert given[1:] == given[:1] * 3


def test_what_is_read_again_after_many_changes_is_what_one_load_would_have_made(tmp_path: Path):
    dice = random.Random(3)
    names = "abcdef"
    path = tmp_path / "many" / "copydesk.duckdb"
    now: dict[str, Document] = {}
    for number in range(12):
        changed = {name: document(name, text=dice.choice("ABCD")) for name in dice.sample(names, 2)}
        load_records(path, f"load {number:02}", *changed.values())
        now |= changed
    load_records(tmp_path / "one" / "copydesk.duckdb", "load", *now.values())
    told = "select file_id, title from articles order by all"
    assert query(path, told) == query(tmp_path / "one" / "copydesk.duckdb", told)
    assert repeats(path) == repeats(tmp_path / "one" / "copydesk.duckdb")
    versions = "select article_id, list(version order by version) from article_versions group by all"
    assert all(found == list(range(1, len(found) + 1)) for _, found in query(path, versions))

"""What parsing again changes, row by row; and that it is put in the place of the old rows without a version."""

from pathlib import Path

import polars as pl

from flows.warehouse import Tally, open_published, open_warehouse
from flows.warehouse.changes import Change, Changes
from tests.warehouse.rows import article, article_id, document, frames, mention, query, quote, run
from tests.warehouse.test_versions import load_records, rows_of

A = article_id("f")


def test_rows_are_gained_lost_altered_or_the_same():
    before = frames([article("f")], [mention(A, 1), mention(A, 2)], [quote(A, 1), quote(A, 2)])
    after = frames(
        [article("f", parser_version="2")], [mention(A, 1, name="Petrova"), mention(A, 3)], [quote(A, 1), quote(A, 2)]
    )
    changes = Changes()
    changes.add(before, after)
    assert dict(changes.counts) == {
        ("articles", "same"): 1,
        ("entities", "altered"): 1,
        ("entities", "lost"): 1,
        ("entities", "gained"): 1,
        ("quotes", "same"): 2,
    }
    assert [(one.table, one.change, one.article_id) for one in changes.sample] == [
        ("entities", "altered", A),
        ("entities", "lost", A),
        ("entities", "gained", A),
    ]
    altered = changes.sample[0]
    assert isinstance(altered, Change)
    assert "Ana Petrova" in (altered.before or "")


def test_a_change_of_nothing_is_nothing():
    rows = frames([article("f")], [mention(A)], [quote(A)])
    changes = Changes()
    changes.add(rows, rows)
    assert changes.nothing


def test_what_another_parser_made_is_found_with_its_text_and_its_rows(path: Path):
    load_records(path, "load 1", document("f", text="A", title="One"), document("g", text="B"))
    with open_warehouse(path) as warehouse:
        warehouse._connection.execute("update articles set parser_version = '0' where file_id = 'f'")
        warehouse._noted = 1
        warehouse.publish()
    with open_published(path) as published:
        assert published.to_rebuild("1") == [A]
        assert len(published.to_rebuild(None)) == 2
        assert published.without_text() == 0
        (text,), rows = published.texts([A])
    assert (text.text, text.metadata, text.article_id) == ("A", {"title": "One"}, A)
    assert rows.articles["article_id"].to_list() == [A]
    assert rows.quotes.height == 1


def test_rows_that_are_parsed_again_replace_the_old_ones_without_a_version(path: Path):
    read, other = document("f", text="A"), document("g", text="B")
    load_records(path, "load 1", read, other)
    with open_warehouse(path) as warehouse:
        with warehouse.load(run("load 2")) as load:
            made = rows_of(read)
            asked = pl.concat([made.articles, rows_of(document("g", text="older")).articles])
            assert load.parse_again(asked.select("article_id", "content_hash")) == {A}
            load.add(made)
            load.finish(Tally(0, 0, 0, 0, 0, "passed"))
        warehouse.publish()
    assert query(path, "select file_id, version, load_id from articles order by all") == [
        ("f", 1, "load 2"),
        ("g", 1, "load 1"),
    ]
    assert query(path, "select article_id, load_id from quotes order by load_id") == [
        (other.article_id, "load 1"),
        (A, "load 2"),
    ]
    assert query(path, "from history.articles") == []
    assert query(path, "select file_id, load_id from documents order by all") == [("f", "load 1"), ("g", "load 1")]

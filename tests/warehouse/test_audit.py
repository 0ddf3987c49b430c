"""What an audit reads of the published file: every row once, in chunks, and the checks of whole tables."""

from pathlib import Path

import duckdb
import pytest

from flows.warehouse import WarehouseError, is_current, open_published
from tests.warehouse.rows import article_id, family, publish_file, query


@pytest.fixture
def published(path: Path) -> Path:
    for number in range(1, 6):
        publish_file(path, f"load {number}", f"file {number}", family(f"file {number}"))
    return path


def spoil(path: Path, statement: str) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute(statement)


def found(path: Path) -> dict[str, tuple[str, ...]]:
    with open_published(path) as opened:
        return {checked.check.name: checked.rows for checked in opened.checks() if checked.rows or checked.error}


def test_every_row_is_in_one_chunk_with_its_family(published):
    with open_published(published) as opened:
        assert opened.counts() == {"articles": 5, "entities": 5, "quotes": 5, "links": 5}
        chunks = list(opened.chunks(2))

    assert [frames.articles.height for frames in chunks] == [2, 2, 1]
    for frames in chunks:
        ids = set(frames.articles["article_id"])
        assert all(set(frame["article_id"]) == ids for _, frame in frames.items())
    read = [key for frames in chunks for key in frames.articles["article_id"]]
    assert sorted(read) == sorted(article_id(f"file {number}") for number in range(1, 6))


def test_the_columns_come_in_the_declared_order_and_strange_ones_last(published):
    spoil(published, "alter table quotes add column mood varchar; alter table links drop column match_score")

    with open_published(published) as opened:
        (frames,) = opened.chunks(100)

    assert frames.quotes.columns[-2:] == ["loaded_at", "mood"]
    assert "match_score" not in frames.links.columns


def test_a_sound_warehouse_passes_every_check_of_whole_tables(published):
    assert found(published) == {}
    with open_published(published) as opened:
        names = [checked.check.name for checked in opened.checks()]
    assert {"articles_are_unique", "rows_have_their_article", "quotes_prove_their_text"} <= set(names)


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        ("insert into articles from articles where load_id = 'load 2'", "articles_are_unique"),
        ("insert into quotes from quotes where load_id = 'load 2'", "quotes_are_unique"),
        ("delete from articles where load_id = 'load 3'", "rows_have_their_article"),
        ("update quotes set text = 'Talks will end' where load_id = 'load 1'", "quotes_prove_their_text"),
        ("update entities set end_char = end_char + 1 where load_id = 'load 1'", "mentions_prove_their_text"),
    ],
)
def test_rows_of_any_load_are_checked(published, statement, check):
    spoil(published, statement)

    assert check in found(published)


def test_a_check_that_cannot_be_made_says_so(published):
    spoil(published, "alter table links drop column target_article_id")

    with open_published(published) as opened:
        errors = {checked.check.name: checked.error for checked in opened.checks() if checked.error}

    assert "target_article_id" in errors["links_point_at_articles"]


def test_an_older_file_is_known_as_one(published):
    assert is_current(published)
    spoil(published, "delete from migrations where number = 40")
    assert not is_current(published)


def test_where_nothing_is_published_it_says_what_to_do(tmp_path):
    with pytest.raises(WarehouseError, match="load something first"), open_published(tmp_path / "none.duckdb"):
        pass


def test_an_audit_leaves_the_file_as_it_is(published):
    before = published.read_bytes()
    with open_published(published) as opened:
        list(opened.chunks(3))
        list(opened.checks())

    assert published.read_bytes() == before
    assert query(published, "select count(*) from audits") == [(0,)]

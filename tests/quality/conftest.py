from datetime import UTC, datetime

import polars as pl
import pytest

from flows.model import Article, Block, Document, Link, Mention, Parsed, Quote
from flows.parsing.frames import make_frames
from flows.tables import Frames

BODY = 'LAGOS (AP) — "The bridge opens in May," Ada Obi said on Monday.\n\nShe thanked the crews.'
TITLE = "Obi: bridge opens in May"


def span(text, words):
    begin = text.index(words)
    return begin, begin + len(words)


def parse_one(file_id):
    """One article as a parser would hand it on: two mentions, two quotes and a link."""
    begin, end = span(BODY, "The bridge opens in May,")
    speaker, cue = span(BODY, "Ada Obi"), span(BODY, "said")
    ada = Mention("body", *speaker, "Ada Obi", "PERSON", "Ada Obi")
    obi = Mention("title", 0, 3, "Obi", "PERSON", "Ada Obi")
    said = Quote(
        "body", "paragraph", begin, end, BODY[begin:end], "direct", 1, "said-after", 0.9,
        "Ada Obi", *speaker, "Ada Obi", ada.entity_id, "said", *cue, "say",
    )  # fmt: skip
    headline = Quote("title", "title", 5, len(TITLE), TITLE[5:], "indirect", 2, "headline", 0.7)
    article = Article(
        TITLE,
        "headline",
        BODY,
        blocks=(Block("paragraph", 0, 64), Block("paragraph", 66, len(BODY))),
        dateline_date="--05",
        language="en",
        links=(Link("read_more", "Bridge delayed again", "https://example.org/bridge"),),
    )
    document = Document(file_id, f"/inbox/{file_id}.txt", 0, BODY)
    return Parsed(document, article, (obi, ada), (said, headline))


@pytest.fixture
def make():
    """Make a batch of so many sound articles, each with two mentions, two quotes and a link."""

    def make(count: int) -> Frames:
        parsed = [parse_one(f"file{number}") for number in range(count)]
        return make_frames(parsed, "load1", datetime(2026, 1, 2, tzinfo=UTC))

    return make


@pytest.fixture
def frames(make):
    """Three sound articles."""
    return make(3)


@pytest.fixture
def spoil():
    """Put a value into one row of one table."""

    def spoil(frames: Frames, table: str, row: int, **values) -> Frames:
        changed = getattr(frames, table).with_columns(
            pl.when(pl.int_range(pl.len()) == row).then(pl.lit(value, dtype=dtype)).otherwise(pl.col(name)).alias(name)
            for name, value in values.items()
            for dtype in [getattr(frames, table).schema[name]]
        )
        return Frames(**{known.name: changed if known.name == table else frame for known, frame in frames.items()})

    return spoil


@pytest.fixture
def suites_in(tmp_path, monkeypatch):
    """A folder with a copy of the shipped suites, used instead of them; Great Expectations builds its suites anew."""
    from flows.quality import engine, suites
    from flows.resources import folder

    for shipped in folder("expectations").glob("*.json"):
        (tmp_path / shipped.name).write_text(shipped.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(suites, "folder", lambda _: tmp_path)
    engine.make_ready.cache_clear()
    yield tmp_path
    engine.make_ready.cache_clear()

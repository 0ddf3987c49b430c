"""Parsed articles → four polars frames in the schemas of `flows.model`."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import polars as pl

from flows.model import Parsed, content_id
from flows.parsing import PARSER_VERSION
from flows.tables import TABLES, Frames

Rows = list[dict[str, Any]]


def make_frames(parsed: Iterable[Parsed], load_id: str, loaded_at: datetime) -> Frames:
    """Lay the rows of these articles into one frame a table, in the order of the articles and of the text."""
    rows: dict[str, Rows] = {table.name: [] for table in TABLES}
    for one in parsed:
        stamp = {"article_id": one.document.article_id, "load_id": load_id, "loaded_at": loaded_at}
        rows["articles"].append(_article_row(one) | stamp)
        rows["entities"].extend(row | stamp for row in _entity_rows(one))
        rows["quotes"].extend(row | stamp for row in _quote_rows(one))
        rows["links"].extend(row | stamp for row in _link_rows(one))
    return Frames(**{table.name: pl.DataFrame(rows[table.name], schema=table.schema) for table in TABLES})


def empty_frames() -> Frames:
    """Frames without a row."""
    return make_frames((), "", datetime.now(UTC))


def _values(item: Any) -> dict[str, Any]:
    # dataclasses.asdict copies each value deeply: ten times the cost, for hundreds of mentions an article
    return {name: getattr(item, name) for name in item.__slots__}


def _article_row(one: Parsed) -> dict[str, Any]:
    article = one.article
    return _values(article) | {
        "blocks": [_values(block) for block in article.blocks],
        "version": 1,  # the warehouse counts on from the version it holds
        "file_id": one.document.file_id,
        "record_no": one.document.record_no,
        "published_at": datetime.fromisoformat(article.published_at).astimezone(UTC) if article.published_at else None,
        "word_count": len(article.body.split()),
        "content_hash": one.document.content_hash,
        "parser_version": PARSER_VERSION,
        "family_id": one.document.article_id,  # the warehouse finds its copies
    }


def _entity_rows(one: Parsed) -> Iterable[dict[str, Any]]:
    article_id = one.document.article_id
    for number, mention in enumerate(one.mentions, 1):
        yield _values(mention) | {
            "mention_id": content_id("mention", article_id, mention.field, mention.start_char, mention.end_char),
            "mention_no": number,
            "name": mention.name or mention.text,
            "entity_id": mention.entity_id,
        }


def _quote_rows(one: Parsed) -> Iterable[dict[str, Any]]:
    article_id = one.document.article_id
    for number, quote in enumerate(one.quotes, 1):
        yield _values(quote) | {
            "quote_id": content_id("quote", article_id, quote.field, quote.start_char, quote.end_char),
            "quote_no": number,
        }


def _link_rows(one: Parsed) -> Iterable[dict[str, Any]]:
    article_id = one.document.article_id
    for number, link in enumerate(one.article.links, 1):
        yield _values(link) | {
            "link_id": content_id("link", article_id, number),
            "link_no": number,
            "target_article_id": None,
            "match_method": None,
            "match_score": None,
        }

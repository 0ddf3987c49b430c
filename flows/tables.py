"""The schema of each table of articles, declared once, and the frames that hold a batch's rows."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import polars as pl

from flows.model import ENTITY_TYPES


class Column(NamedTuple):
    """A column: its name, its polars type, whether it may be null, and what it holds."""

    name: str
    dtype: Any
    nullable: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what one row is, its key, and its columns in order."""

    name: str
    grain: str
    key: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """The column names in order."""
        return [column.name for column in self.columns]

    @property
    def schema(self) -> dict[str, Any]:
        """The polars schema, in column order."""
        return {column.name: column.dtype for column in self.columns}


_BLOCKS = pl.List(pl.Struct({"kind": pl.String, "start_char": pl.Int32, "end_char": pl.Int32}))
_TIME = pl.Datetime("us", "UTC")
_ARTICLE_ID = Column("article_id", pl.String, False, "The article, the same for the same file and record.")
_LOAD = (
    Column("load_id", pl.String, False, "The load that wrote this row."),
    Column("loaded_at", _TIME, False, "When that load began, UTC."),
)


def _span(what: str) -> tuple[Column, ...]:
    return (
        Column("field", pl.String, False, "The article field that the offsets count in: title or body."),
        Column("start_char", pl.Int32, False, f"Where the {what} begins, in code points from 0."),
        Column("end_char", pl.Int32, False, f"Where the {what} ends, exclusive."),
        Column("text", pl.String, False, f"The {what} as printed: exactly the characters of that span."),
    )


ARTICLES = Table(
    "articles",
    "an article, its current version",
    "article_id",
    (
        _ARTICLE_ID,
        Column("version", pl.Int32, False, "1, 2, … as the content changes."),
        Column("file_id", pl.String, False, "The file it was read from (table files)."),
        Column("record_no", pl.Int32, False, "Which record of the file, from 0."),
        Column("title", pl.String, True, "The headline, or the first sentence where none is printed."),
        Column("title_source", pl.String, True, "Where the title was found: metadata, headline or lede."),
        Column("body", pl.String, False, "The text, its paragraphs split by a blank line."),
        Column("blocks", _BLOCKS, False, "The blocks of the body: paragraph, subheading, dateline, byline."),
        Column("source", pl.String, True, "The outlet or agency, e.g. Iran Press."),
        Column("section", pl.String, True, "The section it was filed under, e.g. Europe."),
        Column("authors", pl.List(pl.String), False, "The names of the byline, in order; empty where none is printed."),
        Column("dateline", pl.String, True, "The dateline as printed, or as the format declares it."),
        Column("dateline_place", pl.String, True, "Its place."),
        Column("dateline_agency", pl.String, True, "Its agency."),
        Column("dateline_date", pl.String, True, "Its date as far as printed: 2026-03-02, or --03-02 without a year."),
        Column("published_at", _TIME, True, "When it was published, where the file says so, UTC."),
        Column("language", pl.String, True, "ISO 639-1 code of the language it is written in."),
        Column("url", pl.String, True, "Its address, where the file says so."),
        Column("word_count", pl.Int32, False, "Words of the body, split at white space."),
        Column(
            "content_hash", pl.String, False, "SHA-256 of text and metadata as read; another makes another version."
        ),
        Column("parser_version", pl.String, False, "The version of the parser that read it."),
        *_LOAD,
        Column("keywords", pl.List(pl.String), False, "The words and topics its format files it under, in order."),
        Column("family_id", pl.String, True, "Its story family: the same for copies of one story; alone, its own id."),
    ),
)

ENTITIES = Table(
    "entities",
    "a mention of a person, organisation, place, …",
    "mention_id",
    (
        Column("mention_id", pl.String, False, "This mention: article, field and span."),
        _ARTICLE_ID,
        Column("mention_no", pl.Int32, False, "Its place in the article, from 1, title first."),
        *_span("mention"),
        Column("entity_type", pl.String, False, f"One of {', '.join(ENTITY_TYPES)}."),
        Column("name", pl.String, False, "The full name it stands for in this article."),
        Column("entity_id", pl.String, False, "The same for the same name and type in every article."),
        Column("role", pl.String, True, "The office or role the article gives, e.g. Foreign Minister."),
        Column("method", pl.String, False, "What found it: model, or the name of a rule."),
        *_LOAD,
    ),
)

QUOTES = Table(
    "quotes",
    "a stretch of quoted or reported speech",
    "quote_id",
    (
        Column("quote_id", pl.String, False, "This quotation: article, field and span."),
        _ARTICLE_ID,
        Column("quote_no", pl.Int32, False, "Its place in the article, from 1, title first."),
        Column("utterance_no", pl.Int32, False, "Pieces of one utterance share it: “A,” he said. “B.”"),
        Column("kind", pl.String, False, "direct (in quotation marks), indirect (reported), or mixed."),
        Column("field", pl.String, False, "The article field that the offsets count in: title or body."),
        Column("block", pl.String, False, "The kind of block it stands in: paragraph, subheading or title."),
        Column("start_char", pl.Int32, False, "Where the words begin, in code points from 0."),
        Column("end_char", pl.Int32, False, "Where the words end, exclusive."),
        Column("text", pl.String, False, "The words, without the outer quotation marks: exactly that span."),
        Column("speaker_text", pl.String, True, "Who says it, as printed."),
        Column("speaker_start_char", pl.Int32, True, "Where that mention begins."),
        Column("speaker_end_char", pl.Int32, True, "Where that mention ends, exclusive."),
        Column("speaker_name", pl.String, True, "Who says it, resolved; null where the text does not tell."),
        Column("speaker_entity_id", pl.String, True, "The speaker's entity_id."),
        Column("cue", pl.String, True, "The verb or phrase that says so, as printed."),
        Column("cue_start_char", pl.Int32, True, "Where the cue begins."),
        Column("cue_end_char", pl.Int32, True, "Where the cue ends, exclusive."),
        Column("cue_lemma", pl.String, True, "The cue's dictionary form, e.g. say."),
        Column("rule", pl.String, False, "The rule that found it."),
        Column("confidence", pl.Float64, False, "How likely the row is right, 0 to 1."),
        *_LOAD,
    ),
)

LINKS = Table(
    "links",
    "a link from an article",
    "link_id",
    (
        Column("link_id", pl.String, False, "This link: article and number."),
        _ARTICLE_ID,
        Column("link_no", pl.Int32, False, "Its place in the article, from 1."),
        Column("kind", pl.String, False, "read_more (a related headline) or inline."),
        Column("text", pl.String, False, "The headline or the words linked, as printed."),
        Column("url", pl.String, True, "Its address, where one is printed."),
        Column("target_article_id", pl.String, True, "The article it points at, once that is in the warehouse."),
        Column(
            "match_method",
            pl.String,
            True,
            "How that article was found: url, title, or fuzzy (a title nearly the same).",
        ),
        Column("match_score", pl.Float64, True, "How sure that match is, 0 to 1."),
        *_LOAD,
    ),
)

TABLES: tuple[Table, ...] = (ARTICLES, ENTITIES, QUOTES, LINKS)


@dataclass(frozen=True, slots=True)
class Frames:
    """The four tables' rows of one batch, each a polars frame in its table's schema."""

    articles: pl.DataFrame
    entities: pl.DataFrame
    quotes: pl.DataFrame
    links: pl.DataFrame

    def items(self) -> tuple[tuple[Table, pl.DataFrame], ...]:
        """Each table with its frame, parents first."""
        return tuple((table, getattr(self, table.name)) for table in TABLES)

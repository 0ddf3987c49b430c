"""Frames as the expectations see them: each table with a few columns more that say what one column cannot."""

from collections.abc import Callable, Sequence

import polars as pl

from flows.tables import Frames

# (table, derived column) → the columns of that table that name the span whose text it holds
_SPANS = {
    ("entities", "span_text"): ("field", "start_char", "end_char"),
    ("quotes", "span_text"): ("field", "start_char", "end_char"),
    ("quotes", "speaker_span_text"): ("field", "speaker_start_char", "speaker_end_char"),
    ("quotes", "cue_span_text"): ("field", "cue_start_char", "cue_end_char"),
}
_CHILDREN = ("entities", "quotes", "links")

DERIVED: dict[str, tuple[str, ...]] = {
    "articles": ("blocks_in_body", "blocks_in_order", "authors_named", "keywords_named", "days_ahead"),
    **{child: (*(name for table, name in _SPANS if table == child), "in_batch") for child in _CHILDREN},
}
DERIVED["quotes"] = (*DERIVED["quotes"], "speaker_in_article")
DERIVED["links"] = (*DERIVED["links"], "leads_elsewhere")


def views(frames: Frames) -> dict[str, pl.DataFrame]:
    """Each table's frame, flat, with its derived columns.

    A column that cannot be derived is left out: the expectations on it then cannot run, which closes the gate.
    """
    return {table.name: _flat(_with_derived(table.name, frame, frames)) for table, frame in frames.items()}


def _with_derived(table: str, frame: pl.DataFrame, frames: Frames) -> pl.DataFrame:
    for name in DERIVED[table]:
        try:
            frame = frame.with_columns(_derive(table, name)(frame, frames).alias(name))
        except (pl.exceptions.PolarsError, TypeError):
            continue
    return frame


def _derive(table: str, name: str) -> Callable[[pl.DataFrame, Frames], pl.Series]:
    if (table, name) in _SPANS:
        return lambda frame, frames: _texts_of_spans(frame, frames.articles, _SPANS[table, name])
    return _DERIVATIONS[name]


def _texts_of_spans(frame: pl.DataFrame, articles: pl.DataFrame, span: Sequence[str]) -> pl.Series:
    """The characters of each row's span; null where the span is null, reversed or leaves the text.

    Python's slices, because polars walks each text from its beginning for each row: a long article with many mentions
    would take the square of its length.
    """
    texts = {name: dict(articles["article_id", name].rows()) for name in ("title", "body")}
    found = []
    for article_id, field, start, end in frame["article_id", *span].rows():
        text = texts.get(field, {}).get(article_id) or ""
        inside = start is not None and end is not None and 0 <= start <= end <= len(text)
        found.append(text[start:end] if inside else None)
    return pl.Series(found, dtype=pl.String)


def _in_batch(frame: pl.DataFrame, frames: Frames) -> pl.Series:
    """Whether the row's article is among those of the batch."""
    return frame["article_id"].is_in(frames.articles["article_id"].implode()).fill_null(value=False)


def _speaker_in_article(quotes: pl.DataFrame, frames: Frames) -> pl.Series:
    """Whether the speaker is among the entities of the same article; null where the speaker is not known."""
    keys = ("article_id", "speaker_entity_id")
    named = frames.entities.select(*keys[:1], pl.col("entity_id").alias(keys[1]), pl.lit(value=True).alias("named"))
    met = quotes.select(keys).join(named.unique(), on=keys, how="left", maintain_order="left")
    return met.select(
        pl.when(pl.col("speaker_entity_id").is_not_null()).then(pl.col("named").fill_null(value=False))
    ).to_series()


def _leads_elsewhere(links: pl.DataFrame, _: Frames) -> pl.Series:
    """Whether the link points at another article than its own; null where it points at none."""
    return links["target_article_id"] != links["article_id"]


def _named(column: str) -> "Callable[[pl.DataFrame, Frames], pl.Series]":
    """Whether each text of a list has at least one visible character."""
    named = pl.element().is_not_null() & pl.element().str.contains(r"\S")
    return lambda articles, _: articles.select(pl.col(column).list.eval(named).list.all()).to_series()


def _days_ahead(articles: pl.DataFrame, _: Frames) -> pl.Series:
    """How many days after the load the article says that it was published; negative for the past."""
    ahead = pl.col("published_at") - pl.col("loaded_at")
    return articles.select(ahead.dt.total_hours() / 24).to_series()


def _blocks_in_order(articles: pl.DataFrame, _: Frames) -> pl.Series:
    """Whether the blocks follow each other without overlap; a dateline lies in the paragraph that it begins."""
    block = pl.element().struct
    apart = pl.col("blocks").list.eval(pl.element().filter(block.field("kind") != "dateline"))
    ordered = apart.list.eval((block.field("start_char").shift(-1) >= block.field("end_char")).fill_null(value=True))
    return articles.select(ordered.list.all()).to_series()


def _blocks_in_body(articles: pl.DataFrame, _: Frames) -> pl.Series:
    """Whether every block is a stretch of at least one character that lies in the body."""
    block = pl.element().struct
    start = pl.col("blocks").list.eval(block.field("start_char")).list.min()
    end = pl.col("blocks").list.eval(block.field("end_char")).list.max()
    length = pl.col("blocks").list.eval(block.field("end_char") - block.field("start_char")).list.min()
    inside = (start >= 0) & (end <= pl.col("body").str.len_chars()) & (length > 0)
    sound = (pl.col("blocks").list.len() == 0) | inside
    return articles.select(sound.fill_null(value=False)).to_series()


_DERIVATIONS: dict[str, Callable[[pl.DataFrame, Frames], pl.Series]] = {
    "blocks_in_body": _blocks_in_body,
    "blocks_in_order": _blocks_in_order,
    "authors_named": _named("authors"),
    "keywords_named": _named("keywords"),
    "days_ahead": _days_ahead,
    "in_batch": _in_batch,
    "speaker_in_article": _speaker_in_article,
    "leads_elsewhere": _leads_elsewhere,
}


def _flat(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame in types that Great Expectations is quick with; of nested columns, only whether they are set."""
    nested = [name for name, dtype in frame.schema.items() if dtype.is_nested()]
    return frame.with_columns(
        pl.col(pl.Int8, pl.Int16, pl.Int32).cast(pl.Int64),
        *(pl.when(pl.col(name).is_not_null()).then(pl.lit(value=True)).alias(name) for name in nested),
    )

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
    "articles": ("blocks_in_body",),
    **{child: (*(name for table, name in _SPANS if table == child), "in_batch") for child in _CHILDREN},
}


def views(frames: Frames) -> dict[str, pl.DataFrame]:
    """Each table's frame, flat, with its derived columns.

    A column that cannot be derived is left out: the expectations on it then cannot run, which closes the gate.
    """
    return {table.name: _flat(_with_derived(table.name, frame, frames.articles)) for table, frame in frames.items()}


def _with_derived(table: str, frame: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    for name in DERIVED[table]:
        try:
            frame = frame.with_columns(_derive(table, name)(frame, articles).alias(name))
        except (pl.exceptions.PolarsError, TypeError):
            continue
    return frame


def _derive(table: str, name: str) -> Callable[[pl.DataFrame, pl.DataFrame], pl.Series]:
    if name == "blocks_in_body":
        return lambda frame, _: _blocks_in_body(frame)
    if name == "in_batch":
        return lambda frame, articles: (
            frame["article_id"].is_in(articles["article_id"].implode()).fill_null(value=False)
        )
    return lambda frame, articles: _texts_of_spans(frame, articles, _SPANS[table, name])


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


def _blocks_in_body(articles: pl.DataFrame) -> pl.Series:
    """Whether every block is a stretch of at least one character that lies in the body."""
    block = pl.element().struct
    start = pl.col("blocks").list.eval(block.field("start_char")).list.min()
    end = pl.col("blocks").list.eval(block.field("end_char")).list.max()
    length = pl.col("blocks").list.eval(block.field("end_char") - block.field("start_char")).list.min()
    inside = (start >= 0) & (end <= pl.col("body").str.len_chars()) & (length > 0)
    sound = (pl.col("blocks").list.len() == 0) | inside
    return articles.select(sound.fill_null(value=False)).to_series()


def _flat(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame in types that Great Expectations is quick with; of nested columns, only whether they are set."""
    nested = [name for name, dtype in frame.schema.items() if dtype.is_nested()]
    return frame.with_columns(
        pl.col(pl.Int8, pl.Int16, pl.Int32).cast(pl.Int64),
        *(pl.when(pl.col(name).is_not_null()).then(pl.lit(value=True)).alias(name) for name in nested),
    )

"""The text around rows that failed, so that a person sees what the parser saw."""

from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from flows.quality.results import CheckResult, Example

_AROUND = 80


def in_context(results: Iterable[CheckResult], articles: pl.DataFrame) -> tuple[CheckResult, ...]:
    """Give the examples of results that name a span the text around it, the span between ▸ and ◂.

    Without the columns that takes, or where the span lies outside its text, an example stays as it is.
    """
    results = tuple(results)
    wanted = {example.article_id for result in results for example in result.examples if example.span}
    if not wanted or not {"article_id", "title", "body"} <= set(articles.columns):
        return results
    found = articles.filter(pl.col("article_id").is_in(wanted)).select("article_id", "title", "body")
    texts = {key: {"title": title or "", "body": body or ""} for key, title, body in found.iter_rows()}
    return tuple(
        replace(result, examples=tuple(_with_context(example, texts) for example in result.examples))
        for result in results
    )


def _with_context(example: Example, texts: dict[str, dict[str, str]]) -> Example:
    if example.span is None:
        return example
    field, start, end = example.span
    text = texts.get(example.article_id, {}).get(field, "")
    if not 0 <= start < end <= len(text):
        return example
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    opens = "…" if start > _AROUND else ""
    closes = "…" if end + _AROUND < len(text) else ""
    return replace(example, context=f"{opens}{before}▸{text[start:end][:_AROUND]}◂{after}{closes}")

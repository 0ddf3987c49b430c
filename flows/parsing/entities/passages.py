"""The stretches of an article that the model reads at a time."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from flows.model import Article, Field
from flows.parsing.entities.casing import Casing

_MAX_CHARS = 20_000  # longer texts are read in slices, so that memory stays bounded
_ENDLESS_WORD = re.compile(r"\S{500}")  # spaCy's tokenizer takes quadratic time on a word
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Passage(NamedTuple):
    """A stretch of one field, as long as in the article character by character."""

    field: Field
    start_char: int
    text: str


def passages(article: Article) -> Iterator[Passage]:
    """The title, unless it only repeats the body's first sentence, and the body, both whole unless very long.

    The model finds more in a whole text than in its paragraphs one by one, and in mixed case than in capitals.
    """
    casing = Casing(article)
    if article.title and article.title_source != "lede":
        yield from _slices("title", casing.restored(article.title))
    yield from _slices("body", casing.restored(article.body))


def _slices(field: Field, text: str) -> Iterator[Passage]:
    text = _LONE_SURROGATE.sub("\ufffd", text)
    text = _ENDLESS_WORD.sub(lambda word: word[0][:-1] + " ", text)
    start = 0
    while start < len(text):
        end = _cut(text, start)
        yield Passage(field, start, text[start:end])
        start = end


def _cut(text: str, start: int) -> int:
    """Where to end a slice: at a paragraph's end, else between words, else anywhere."""
    limit = start + _MAX_CHARS
    if limit >= len(text):
        return len(text)
    for gap in ("\n\n", " "):
        found = text.rfind(gap, start + _MAX_CHARS // 2, limit)
        if found > 0:
            return found
    return limit

"""The stretches of an article that the model reads at a time, in the case that it knows."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from flows.model import Article, Field

_MAX_CHARS = 20_000  # longer texts are read in slices, so that memory stays bounded
_SHOUTED = 0.75  # share of capitals among a line's letters from which on it is written in capitals
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Passage(NamedTuple):
    """A stretch of one field, as long as in the article character by character."""

    field: Field
    start_char: int
    text: str


def passages(article: Article) -> Iterator[Passage]:
    """The title, unless it only repeats the body's first sentence, and the body, both whole unless very long.

    The model finds more in a whole text than in its paragraphs one by one. It was taught on mixed case, so lines in
    capitals are put into the case that the article's other lines show.
    """
    texts: dict[Field, str] = {"body": article.body}
    if article.title and article.title_source != "lede":
        texts = {"title": article.title, "body": article.body}
    usual = _UsualCase(article)
    for field, text in texts.items():
        readable = _LONE_SURROGATE.sub("\ufffd", text)
        yield from _slices(field, _LINE.sub(lambda line: usual.restore(line[0]), readable))


class _UsualCase:
    """How the words of an article are written where it is not in capitals."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._words: frozenset[str] | None = None

    def restore(self, line: str) -> str:
        """The line itself, or one of the same length in mixed case where it is in capitals."""
        if not _shouted(line):
            return line
        if self._words is None:
            lines = (found[0] for found in _LINE.finditer(f"{self._article.title}\n{self._article.body}"))
            self._words = frozenset(word for line in lines if not _shouted(line) for word in _WORD.findall(line))
        return _WORD.sub(self._restored, line)

    def _restored(self, found: re.Match[str]) -> str:
        word = found[0]
        assert self._words is not None
        for likely in (word, word.capitalize(), word.lower()):
            if likely in self._words and len(likely) == len(word):
                return likely
        # A word that the article does not use elsewhere: most often a name.
        likely = word.capitalize()
        return likely if len(likely) == len(word) else word


def _shouted(line: str) -> bool:
    capitals = sum(map(str.isupper, line))
    return capitals > 5 and capitals >= _SHOUTED * (capitals + sum(map(str.islower, line)))


def _slices(field: Field, text: str) -> Iterator[Passage]:
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

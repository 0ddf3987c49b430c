import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from flows.model import Article, Block, Field, Mention, Quote
from flows.parsing.quotes import find_quotes

Row = tuple[str, str, str | None, str | None, str]


@dataclass(frozen=True)
class KnownPeople:
    """A cast that knows whom a phrase stands for by the phrase alone."""

    article: Article
    names: dict[str, str]

    def whose(self, field: Field, start: int, end: int) -> Mention | None:
        phrase = self.article.text_of(field)[start:end]
        name = self.names.get(phrase)
        return Mention(field, start, end, phrase, "PERSON", name) if name else None


def article_of(body: str, title: str | None = None, subheadings: tuple[str, ...] = ()) -> Article:
    """An article whose paragraphs are split by blank lines."""
    blocks = []
    for found in re.finditer(r"[^\n]+", body):
        kind = "subheading" if found[0] in subheadings else "paragraph"
        blocks.append(Block(kind, found.start(), found.end()))
    return Article(title, "headline" if title else None, body, tuple(blocks))


@pytest.fixture(scope="session")
def quotes_of() -> Callable[..., tuple[Quote, ...]]:
    """The quotes of a body, and perhaps a title."""

    def find(body: str, title: str | None = None, subheadings: tuple[str, ...] = (), **names: str) -> tuple[Quote, ...]:
        article = article_of(body, title, subheadings)
        return find_quotes(article, KnownPeople(article, {key.replace("_", " "): name for key, name in names.items()}))

    return find


@pytest.fixture(scope="session")
def rows_of(quotes_of: Callable[..., tuple[Quote, ...]]) -> Callable[..., list[Row]]:
    """Each quote's kind, text, speaker as printed, cue and rule."""

    def rows(body: str, *args: object, **names: str) -> list[Row]:
        return [(q.kind, q.text, q.speaker_text, q.cue, q.rule) for q in quotes_of(body, *args, **names)]

    return rows

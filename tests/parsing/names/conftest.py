"""Articles written with their mentions marked: `[Sergei Lavrov] of {PLACE Russia}`, a person where no type is given."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from flows.model import Article, Field, Mention
from flows.parsing.names import Cast, resolve_names

_MARKED = re.compile(r"\[([^\]]+)\]|\{([A-Z]+) ([^}]+)\}")


@dataclass(frozen=True)
class Read:
    """An article with its cast, and questions about them."""

    article: Article
    cast: Cast

    @property
    def names(self) -> dict[str, str | None]:
        """What each printed mention stands for."""
        return {mention.text: mention.name for mention in self.cast.mentions}

    @property
    def roles(self) -> list[tuple[str, str | None]]:
        """Each mention of a person with its role, in order."""
        return [(mention.text, mention.role) for mention in self.cast.mentions if mention.entity_type == "PERSON"]

    def whose(self, phrase: str, field: Field = "body", nth: int = 1) -> str | None:
        """The name of whom the nth occurrence of a phrase stands for."""
        text = self.article.text_of(field)
        start = -1
        for _ in range(nth):
            start = text.index(phrase, start + 1)
        mention = self.cast.whose(field, start, start + len(phrase))
        return mention and mention.name


def _unmarked(marked: str, field: Field) -> tuple[str, list[Mention]]:
    text, last, mentions = "", 0, []
    for match in _MARKED.finditer(marked):
        text += marked[last : match.start()]
        name = match[1] or match[3]
        mentions.append(Mention(field, len(text), len(text) + len(name), name, match[2] or "PERSON"))
        text += name
        last = match.end()
    return text + marked[last:], mentions


@pytest.fixture
def read() -> Callable[..., Read]:
    def read(body: str, title: str | None = None) -> Read:
        headline, in_title = _unmarked(title or "", "title")
        text, in_body = _unmarked(body, "body")
        article = Article(headline or None, "headline" if title else None, text)
        return Read(article, resolve_names(article, (*in_title, *in_body)))

    return read

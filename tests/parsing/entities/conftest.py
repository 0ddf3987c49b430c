"""What the tests of entities share: the model, loaded once, and one that says what it is told."""

from collections.abc import Sequence

import pytest

from flows.model import Article, Block
from flows.parsing.entities import Recogniser, load_recogniser
from flows.parsing.entities.models import CharSpan


class ToldModel:
    """A model that finds the given words with the given labels, each time they stand in a text."""

    def __init__(self, labels: dict[str, str]) -> None:
        self.labels = labels
        self.texts: list[str] = []

    def entities(self, texts: Sequence[str]) -> list[list[CharSpan]]:
        self.texts += texts
        return [self._find(text) for text in texts]

    def _find(self, text: str) -> list[CharSpan]:
        spans: list[CharSpan] = []
        for words, label in self.labels.items():
            start = text.find(words)
            while start >= 0:
                spans.append(CharSpan(start, start + len(words), label, {label: 0.6}))
                start = text.find(words, start + 1)
        return sorted(spans)


@pytest.fixture(scope="session")
def recogniser() -> Recogniser:
    return load_recogniser()


@pytest.fixture
def found():
    """Find entities in a body (and title), the model told what to see: (field, text, type, method) in order."""

    def find(body, labels, title=None, blocks=(), without=(), **fields):
        article = Article(title, "headline" if title else None, body, blocks=tuple(Block(*b) for b in blocks), **fields)
        (mentions,) = Recogniser(ToldModel(labels)).find([article], without=frozenset(without))
        for mention in mentions:
            assert article.text_of(mention.field)[mention.start_char : mention.end_char] == mention.text
        return [(mention.text, mention.entity_type, mention.method) for mention in mentions]

    return find

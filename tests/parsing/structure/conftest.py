from collections.abc import Callable
from typing import Any

import pytest

from flows.model import Article, Document
from flows.parsing.structure import read_article

Read = Callable[..., Article]


@pytest.fixture(scope="session")
def read() -> Read:
    """Read a text as the file `name`, with this metadata."""

    def read_text(text: str, name: str = "story.txt", **metadata: Any) -> Article:
        return read_article(Document("file", name, 0, text, metadata))

    return read_text


@pytest.fixture(scope="session")
def blocks_of() -> Callable[[Article], list[tuple[str, str]]]:
    """The kind and text of each block."""
    return lambda article: [(one.kind, article.body[one.start_char : one.end_char]) for one in article.blocks]

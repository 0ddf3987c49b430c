"""What the rules work on: the article, and mentions that may still change."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from flows.model import Article, EntityType, Field, Mention


class Draft(NamedTuple):
    """A mention that a later rule may change."""

    field: Field
    start: int
    end: int
    text: str
    entity_type: EntityType
    method: str
    chances: dict[EntityType, float]  # how likely the model thinks each type; empty where a rule found the mention

    @property
    def place(self) -> tuple[bool, int]:
        """Sorts drafts as mentions are sorted: title first, then in order."""
        return self.field != "title", self.start


@dataclass(frozen=True)
class Reading:
    """An article as the rules read it."""

    article: Article

    @cached_property
    def texts(self) -> dict[Field, str]:
        """The fields to search: a title that only repeats the body's first sentence is not one."""
        texts: dict[Field, str] = {}
        if self.article.title and self.article.title_source != "lede":
            texts["title"] = self.article.title
        texts["body"] = self.article.body
        return texts

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the article as printed."""
        return frozenset(word for text in self.texts.values() for word in _WORD.findall(text))

    def draft(self, field: Field, start: int, end: int, entity_type: EntityType, method: str) -> Draft:
        """A mention that a rule found."""
        return Draft(field, start, end, self.texts[field][start:end], entity_type, method, {})

    def moved(self, draft: Draft, start: int, end: int, method: str | None = None) -> Draft:
        """The same mention with other edges."""
        text = self.texts[draft.field][start:end]
        return Draft(draft.field, start, end, text, draft.entity_type, method or draft.method, draft.chances)

    def taken(self, drafts: Iterable[Draft]) -> dict[Field, bytearray]:
        """For each field, a 1 for each character inside a mention."""
        taken = {field: bytearray(len(text)) for field, text in self.texts.items()}
        for draft in drafts:
            taken[draft.field][draft.start : draft.end] = b"\1" * (draft.end - draft.start)
        return taken


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether no word, address or hyphened compound goes on beyond these edges."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or after.isalnum() or before in _JOINS or after in _JOINS)


def in_order(drafts: Iterable[Draft]) -> list[Draft]:
    """Sorted as mentions are."""
    return sorted(drafts, key=lambda draft: draft.place)


def as_mention(draft: Draft) -> Mention:
    """The finished mention."""
    return Mention(draft.field, draft.start, draft.end, draft.text, draft.entity_type, method=draft.method)


_WORD = re.compile(r"\w+")
_JOINS = frozenset("-_@/&")  # an empty string, at the edge of a text, is not among them

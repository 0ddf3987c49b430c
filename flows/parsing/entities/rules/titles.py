"""Titles before a name: they say that it is a person, and are no part of the name."""

from flows.parsing.entities.drafts import Draft, Reading
from flows.parsing.entities.lexicon import titles as title_words

_LONGEST = 4  # words of a title


def titles(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Cut titles off the names of people."""
    words = title_words()
    kept = []
    for draft in drafts:
        start = _after_titles(draft.text, words) if draft.entity_type in ("PERSON", "ORG") else 0
        kept.append(reading.moved(draft, draft.start + start, draft.end) if start else draft)
    return kept


def _after_titles(name: str, titles: frozenset[str]) -> int:
    """How many characters of titles a name begins with; 0 where nothing else would be left."""
    start = 0
    while True:
        spaces = [i for i, char in enumerate(name) if char == " " and i > start][:_LONGEST]
        cut = next((i + 1 for i in reversed(spaces) if _plain(name[start:i]) in titles), start)
        if cut == start or not name[cut : cut + 1].isupper():
            return start
        start = cut


def _plain(words: str) -> str:
    return words.lower().replace(".", "")

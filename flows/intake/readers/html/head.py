"""What a page prints above an article's text and its fields say already: the headline, names, the date."""

import re
from collections.abc import Sequence
from typing import Any

from flows.intake.readers.html.authors import read_authors
from flows.intake.readers.html.body import Part
from flows.intake.readers.html.dates import day_in

_REACH = 4  # parts
_LONGEST = 120  # characters
_LONGEST_DATE = 80
_BY = re.compile(r"by\b[:\s]", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:['’.-][^\W\d_]*)*\.?")


def take_head(parts: Sequence[Part], facts: dict[str, Any]) -> tuple[list[Part], list[str]]:
    """Part the lines above the text from it; the names in them are authors where the page states only its outlet."""
    kept = list(parts)
    authors: list[str] = []
    source = [facts["source"]] if "source" in facts else []
    unnamed = facts.get("authors", []) in ([], source)
    title = _key(facts.get("title", ""))
    known = {_key(name) for name in facts.get("authors", [])}
    at = 0
    for number, part in enumerate(parts[:_REACH]):
        text = part.text
        is_title = title != "" and len(text) <= 2 * len(facts["title"]) and _key(text) == title
        if len(text) > _LONGEST and not is_title:
            break
        names = _names(text)
        if is_title or (names and {_key(name) for name in names} <= known):
            del kept[at]
        elif unnamed and names and number == 0:
            authors = names
            del kept[at]
        elif len(text) <= _LONGEST_DATE and not text.endswith(".") and day_in(text):
            del kept[at]
        else:
            at += 1
    return kept, authors


def _names(text: str) -> list[str]:
    """The people whom a line names, where it holds nothing else: `By Ann Doe`, `Ann Doe/John Roe`."""
    if text.endswith((".", "?", "!", ":")):
        return []
    names = read_authors([text], [])
    words = [word for name in names for word in name.split()]
    is_list = all(2 <= len(name.split()) <= 4 for name in names) and all(_NAME.fullmatch(word) for word in words)
    if not names or not is_list:
        return []
    rest = len(re.findall(r"[^\W\d_]+", text)) - len(words)
    return names if _BY.match(text) or rest <= len(names) else []


def _key(text: str) -> str:
    return "".join(ch for ch in text.casefold() if ch.isalnum())

"""Where a mention begins and ends: without articles, quotation marks, possessives and line ends."""

import re

from flows.parsing.entities.drafts import Draft, Reading
from flows.parsing.entities.lexicon import known_names

_OPENING = frozenset("(&$@#")  # may begin a name
_CLOSING = frozenset(".)&!")  # may end one
_ARTICLES = ("the ", "a ", "an ")
_POSSESSIVES = ("'s", "’s", "'S", "’S")
_ABBREVIATION = re.compile(r"(?:\b\w|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|St|Bros|Mt|Dept))\.$")
_ADDRESS = re.compile(r"://|www\.|@\w|\.\w+/")
_PREFIX = re.compile(r"(?:anti|pro|ex|non|post|pre|mid|[A-Z])-(?=[A-Z][a-z])")
_TRAILING = re.compile(r" (?:of|for|in|at|and|the|by|on|to|with)$")
_LINE = re.compile(r"[^\n]+")


def edges(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Cut each mention to the name itself; drop what is no name (an address, a word without a capital)."""
    kept = []
    for draft in drafts:
        text = reading.texts[draft.field]
        start, end = _cut(text, *_line(text, draft.start, draft.end))
        if start >= end:
            continue
        name = text[start:end]
        if _ADDRESS.search(name) or (name == name.lower() and not name[0].isdigit()):
            continue
        same = (start, end) == (draft.start, draft.end)
        kept.append(draft if same else reading.moved(draft, start, end))
    return kept


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """The longest line of a mention that runs over a line's end."""
    if "\n" not in text[start:end]:
        return start, end
    lines = [found.span() for found in _LINE.finditer(text, start, end)]
    return max(lines, key=lambda line: line[1] - line[0], default=(start, start))


def _cut(text: str, start: int, end: int) -> tuple[int, int]:
    before = None
    while start < end and (start, end) != before:
        before = start, end
        while start < end and not (text[start].isalnum() or text[start] in _OPENING):
            start += 1
        while end > start and not (text[end - 1].isalnum() or text[end - 1] in _CLOSING):
            end -= 1
        name = text[start:end]
        lower = name.lower()
        prefix = _PREFIX.match(name)
        start += (
            prefix.end() if prefix else next((len(article) for article in _ARTICLES if lower.startswith(article)), 0)
        )
        if name.endswith(_POSSESSIVES):
            end -= 2
        elif (
            name.endswith(".") and name.count(".") == 1 and name not in known_names() and not _ABBREVIATION.search(name)
        ):
            end -= 1
        elif trailing := _TRAILING.search(name):
            end -= len(trailing[0])
        if name.startswith("(") and ")" not in name:
            start += 1
        elif name.endswith(")") and "(" not in name:
            end -= 1
    name = text[start:end]
    if name + "." in known_names() and name not in known_names() and text.startswith(".", end):
        end += 1
    if "(" in name and ")" not in name and text.startswith(")", end):
        end += 1
    return start, end

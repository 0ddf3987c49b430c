"""Acronyms and what they stand for: Shanghai Cooperation Organisation (SCO), SCO (Shanghai Cooperation Organisation)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from flows.model import EntityType, Field
from flows.parsing.entities.drafts import Draft, Reading, in_order
from flows.parsing.entities.lexicon import head_type, known_names

_SHORT = re.compile(r"\(([A-Z][A-Za-z0-9&/.-]{1,11})\)")
_WORD = re.compile(r"[^\s()\"“”,;:]+")
_MAX_WORDS = 10  # of an expansion
_SHAREABLE = frozenset(("ORG", "LAW", "EVENT", "PRODUCT", "WORK"))


class Pair(NamedTuple):
    """Where a long name and its acronym stand."""

    field: Field
    long: tuple[int, int]
    short: tuple[int, int]


def acronyms(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Make whole the long names that explain an acronym, and give both, wherever they stand, one type."""
    pairs = list(_pairs(reading, drafts))
    if not pairs:
        return drafts
    kinds: dict[str, EntityType] = {}
    for pair in pairs:
        text = reading.texts[pair.field]
        long, short = text[slice(*pair.long)], text[slice(*pair.short)]
        kind = _kind(pair, long, drafts)
        kinds[long] = kinds[short] = kind
        inside = [d for d in drafts if d.field == pair.field and pair.long[0] < d.end and d.start < pair.short[1]]
        for draft in inside:
            drafts.remove(draft)
        drafts += [reading.draft(pair.field, *span, kind, "acronyms") for span in (pair.long, pair.short)]
    return in_order(
        draft._replace(entity_type=kinds[draft.text], method="acronyms")
        if kinds.get(draft.text, draft.entity_type) != draft.entity_type
        else draft
        for draft in drafts
    )


def _pairs(reading: Reading, drafts: list[Draft]) -> Iterator[Pair]:
    for field, text in reading.texts.items():
        ends = {draft.end: draft for draft in drafts if draft.field == field}
        for found in _SHORT.finditer(text):
            gap = found.start() - 1
            if gap < 1 or text[gap] != " " or sum(map(str.isupper, found[1])) < 2:
                continue
            start = _expansion(text, gap, found[1])
            before = ends.get(gap)
            if start is None and before and before.entity_type in _SHAREABLE and " " in before.text and found[1] not in known_names():
                start = before.start
            if start is not None:
                yield Pair(field, (start, gap), found.span(1))


def _expansion(text: str, end: int, acronym: str) -> int | None:
    """Where the words begin, before `end`, whose initials are the acronym's capitals; small words may stand between."""
    letters = [letter for letter in acronym if letter.isupper()]
    words = list(_WORD.finditer(text, max(0, end - 120), end))[-_MAX_WORDS:]
    left = len(letters)
    start = None
    for word in reversed(words):
        parts = [part for part in word[0].split("-") if part]
        for part in reversed(parts):
            if left and part[0].upper() == letters[left - 1] and (part[0].isupper() or not word[0].islower()):
                left -= 1
                start = word.start()
            elif word[0][0].isupper():
                return None
        if not left:
            return start
    return None


def _kind(pair: Pair, long: str, drafts: list[Draft]) -> EntityType:
    by_head = head_type(long)
    if by_head is not None:
        return by_head
    for draft in drafts:
        if draft.field == pair.field and draft.start < pair.long[1] and pair.long[0] < draft.end:
            if draft.entity_type in _SHAREABLE:
                return draft.entity_type
    return "ORG"

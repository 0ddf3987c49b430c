"""Acronyms and what they stand for: Shanghai Cooperation Organisation (SCO)."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flows.model import EntityType, Field
from flows.parsing.entities.drafts import Draft, Reading, in_order
from flows.parsing.entities.lexicon import head_type, known_names

_SHORT = re.compile(r"\(([A-Z][A-Za-z0-9&/.-]{1,11})\)")
_WORD = re.compile(r"[^\s()\"“”,;:]+")
_MAX_WORDS = 10  # of an expansion
_MAX_CHARS = 120
_SHARED = frozenset(("ORG", "LAW", "EVENT", "PRODUCT", "WORK"))  # types that acronyms are made of


class Pair(NamedTuple):
    """Where a long name and its acronym stand."""

    field: Field
    start: int
    end: int
    short_start: int
    short_end: int


def acronyms(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Make whole the names that explain an acronym, and give both, wherever they stand, one type."""
    starts = {(draft.field, draft.start): draft for draft in drafts}
    kinds: dict[str, EntityType] = {}
    found: list[Draft] = []
    for pair in _pairs(reading, drafts):
        text = reading.texts[pair.field]
        inside = (starts[pair.field, at] for at in range(pair.start, pair.end) if (pair.field, at) in starts)
        kind = _kind(text[pair.start : pair.end], inside)
        long = reading.draft(pair.field, pair.start, pair.end, kind, "acronyms")
        short = reading.draft(pair.field, pair.short_start, pair.short_end, kind, "acronyms")
        kinds[long.text] = kinds[short.text] = kind
        found += (long, short)
    if not found:
        return drafts
    taken = reading.taken(found)
    kept = (draft for draft in drafts if 1 not in taken[draft.field][draft.start : draft.end])
    return in_order(
        draft._replace(entity_type=kinds[draft.text], method="acronyms")
        if kinds.get(draft.text, draft.entity_type) != draft.entity_type
        else draft
        for draft in (*kept, *found)
    )


def _pairs(reading: Reading, drafts: list[Draft]) -> Iterator[Pair]:
    ends = {(draft.field, draft.end): draft for draft in drafts}
    for field, text in reading.texts.items():
        done = 0
        for found in _SHORT.finditer(text):
            gap = found.start() - 1
            if gap < 1 or text[gap] != " " or sum(map(str.isupper, found[1])) < 2:
                continue
            before = ends.get((field, gap))
            start = _expansion(text, gap, found[1])
            if start is None and before and " " in before.text and before.entity_type in _SHARED:
                # Initials of another language: the Government Medicines Office (GPO).
                start = None if found[1] in known_names() else before.start
            if start is not None and start >= done:
                yield Pair(field, start, gap, *found.span(1))
                done = found.end()


def _expansion(text: str, end: int, acronym: str) -> int | None:
    """Where the words before `end` begin whose initials are the acronym's capitals; None where they are not.

    Words in lower case may stand between (Bank of Quito, BQ) or count (Plan of Action, POA); others must all count.
    """
    words = list(_WORD.finditer(text, max(0, end - _MAX_CHARS), end))[-_MAX_WORDS:]
    initials = [letter for letter in acronym if letter.isupper()]
    return next((start for small in (False, True) if (start := _first_word(words, initials, small)) is not None), None)


def _first_word(words: list[re.Match[str]], initials: list[str], small_words_count: bool) -> int | None:
    letters = list(initials)
    for word in reversed(words):
        is_small = word[0].islower()
        for part in reversed(word[0].split("-")):
            if part and part[0].upper() == letters[-1] and (small_words_count or not is_small):
                letters.pop()
                if not letters:
                    return None if is_small else word.start()
            elif word[0][0].isupper():
                return None
    return None


def _kind(long: str, inside: Iterable[Draft]) -> EntityType:
    """What its head word says, else what the model found inside it, else an organisation."""
    if (kind := head_type(long)) is not None:
        return kind
    return next((draft.entity_type for draft in inside if draft.entity_type in _SHARED), "ORG")

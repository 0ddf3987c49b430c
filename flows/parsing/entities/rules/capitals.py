"""Acronyms that the model passed over."""

import re
from collections import Counter

from flows.parsing.entities.drafts import Draft, Reading, in_order, is_whole
from flows.parsing.entities.lexicon import generic_words, known_names

_CAPITALS = re.compile(r"\b[A-Z]{3,6}\b")


def capitals(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Add words of capitals that stand at least twice in the article."""
    generic = generic_words()
    taken = reading.taken(drafts)
    found = []
    for field, text in reading.texts.items():
        for hit in _CAPITALS.finditer(text):
            start, end = hit.span()
            if hit[0] in generic or taken[field][start] or not is_whole(text, start, end): continue
            line = text[max(0, start - 30) : end + 30]
            if sum(map(str.isupper, line)) > len(line) / 3: continue
            found.append(reading.draft(field, start, end, "ORG", "capitals"))
    n = Counter(d.text for d in found)
    return in_order([*drafts, *(d for d in found if n[d.text] > 1)])

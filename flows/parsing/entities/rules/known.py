"""Countries, peoples, places and organisations that everybody knows."""

from flows.parsing.entities.drafts import Draft, Reading, in_order, is_whole
from flows.parsing.entities.lexicon import known_automaton, known_names


def known(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Add the known names that the model missed or found in pieces, unless a longer name goes on after them."""
    types = known_names()
    taken = reading.taken(drafts)
    found: list[Draft] = []
    for field, text in reading.texts.items():
        busy = taken[field]
        for last, name in known_automaton().iter_long(text):
            start, end = last + 1 - len(name), last + 1
            # Free, or made of whole mentions: no mention reaches over either edge, and none covers it all.
            if all(busy[start:end]) or _cuts(busy, start) or _cuts(busy, end) or not is_whole(text, start, end):
                continue
            if text[end : end + 1] == " " and text[end + 1 : end + 2].isupper():
                continue
            found.append(reading.draft(field, start, end, types[name], "known"))
    if not found:
        return drafts
    replaced = reading.taken(found)
    kept = (draft for draft in drafts if not replaced[draft.field][draft.start])
    return in_order([*kept, *found])


def _cuts(busy: bytearray, at: int) -> bool:
    """Whether a mention reaches over this place."""
    return 0 < at < len(busy) and busy[at - 1] == busy[at] == 1

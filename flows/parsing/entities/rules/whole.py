"""Names made whole: a first and a last name found apart, and the “The” of The Jordan Times."""

import re

from flows.parsing.entities.drafts import Draft, Reading

_THE = re.compile(r"[\w,] The $")  # in the middle of a sentence the capital is the name's own


def whole(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Join the pieces of a person's name, and take in an organisation's own article."""
    joined: list[Draft] = []
    for draft in drafts:
        text = reading.texts[draft.field]
        before = joined[-1] if joined and joined[-1].field == draft.field else None
        if before is not None and _are_one(before, draft, text[before.end : draft.start]):
            joined[-1] = reading.moved(before, before.start, draft.end, "whole")
            continue
        if draft.entity_type == "ORG" and _THE.search(text, max(0, draft.start - 6), draft.start):
            draft = reading.moved(draft, draft.start - 4, draft.end, "whole")
        joined.append(draft)
    return joined


def _are_one(left: Draft, right: Draft, between: str) -> bool:
    return between == " " and left.entity_type == right.entity_type == "PERSON" and " " not in right.text

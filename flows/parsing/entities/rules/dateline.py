"""The places and the agency of a dateline: NAIROBI, Kenya (AP) –."""

import re
from collections.abc import Iterator

from flows.model import EntityType
from flows.parsing.entities.drafts import Draft, Reading, in_order, is_whole

_PART = re.compile(r"[^,/;]+")


def dateline(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Set the dateline's places and agency, as the article's structure tells them."""
    told = list(_told(reading))
    if not told:
        return drafts
    kept = [
        draft
        for draft in drafts
        if draft.field != "body" or not any(draft.start < new.end and new.start < draft.end for new in told)
    ]
    return in_order([*kept, *told])


def _told(reading: Reading) -> Iterator[Draft]:
    article = reading.article
    block = next((block for block in article.blocks if block.kind == "dateline"), None)
    if block is None:
        return
    printed = article.body[block.start_char : block.end_char].lower()
    at = 0
    told: tuple[tuple[str | None, EntityType], ...] = (
        (article.dateline_place, "PLACE"),
        (article.dateline_agency, "ORG"),
    )
    for names, kind in told:
        for part in _PART.findall(names or ""):
            name = part.strip().lower()
            found = printed.find(name, at) if name else -1
            if found >= 0 and is_whole(printed, found, found + len(name)):
                start = block.start_char + found
                yield reading.draft("body", start, start + len(name), kind, "dateline")
                at = found + len(name)

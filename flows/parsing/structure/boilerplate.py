"""Leave out the lines that an outlet adds to an article: sign-offs, credits, rights, advertisements."""

from functools import cache

from flows.parsing.structure.layout import Paragraph
from flows.resources import word_list

_LONGEST = 500
_AT_END = 6  # paragraphs: a sign-off, credits, rights and invitations follow each other


def take_boilerplate(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """Part the text from the lines that `seeds/boilerplate.csv` knows; those of the end only at the end.

    The first paragraph always stays.
    """
    whole, _ = _rules("anywhere")
    kept = paragraphs[:1]
    dropped: list[Paragraph] = []
    for paragraph in paragraphs[1:]:
        (dropped if _bare(paragraph.text) in whole else kept).append(paragraph)
    whole, starts = _rules("end")
    for _ in range(_AT_END):
        if len(kept) < 2 or len(kept[-1].text) > _LONGEST:
            break
        last = kept[-1].text.casefold()
        credit = last.startswith(starts) and (last[0] != "(" or last.rstrip(".")[-1] in ")]")
        if not credit and _bare(last) not in whole:
            break
        dropped.append(kept.pop())
    return kept, dropped


def _bare(text: str) -> str:
    return text.casefold().strip(" .:[]()*_") if len(text) <= _LONGEST else ""


@cache
def _rules(place: str) -> tuple[frozenset[str], tuple[str, ...]]:
    rows = [row for row in word_list("boilerplate") if row["place"] == place]
    whole = frozenset(row["text"] for row in rows if row["match"] == "whole")
    return whole, tuple(row["text"] for row in rows if row["match"] == "start")

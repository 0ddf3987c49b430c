"""Leave out the lines that an outlet adds to an article: sign-offs, credits, rights, advertisements."""

import re
from collections.abc import Sequence
from functools import cache

from flows.parsing.structure.layout import Paragraph
from flows.parsing.structure.sentences import first_sentence
from flows.resources import word_list

_LONGEST = 500
_LONGEST_LINE = 60  # of those that a rule knows as a whole
_LONGEST_NOTE = 200
_AT_END = 6  # paragraphs: a sign-off, credits, rights and invitations follow each other
_REPORTED_FROM = " reported from "  # opens AP's credits of two sentences
_NOTES = 16  # paragraphs of the longest notebook
# the initials and numbers of desks: "lt/mcq/jb", "burs-jm/rl", "MNA/TT 5412", "9376**2050", "PTI RT KMN"
_SIGN_OFF = re.compile(
    r"(?:[A-Za-z]{2,5}-)?(?:[a-z]{2,5}|[A-Z]{2,5}|\d{3,7})(?:(?:/|\*\*)(?:[A-Za-z]{1,5}|\d{3,7})?)+(?: \d{3,8})?"
    r"|(?:PTI|UNI|ANI|IANS)(?: [A-Z]{2,4}){1,6}"
)


def take_boilerplate(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """Part the text from the lines that `seeds/boilerplate.csv` knows; those of the end only at the end.

    A rule's `match` says whether it is the whole line, its start or its close, or heads a `block` of notes that goes on
    to the end. The first paragraph always stays. Both lists are in the order of the text.
    """
    kept = paragraphs[:1]
    dropped: list[Paragraph] = []
    for paragraph in paragraphs[1:]:
        is_inserted = len(paragraph.text) <= _LONGEST_LINE and _bare(paragraph.text) in _rules("anywhere", "whole")
        (dropped if is_inserted else kept).append(paragraph)
    ended = _notes_at(kept)
    first = max(1, ended - _AT_END)
    while ended > first and _is_ending(kept[ended - 1].text):
        ended -= 1
    return kept[:ended], dropped + kept[ended:]


def _notes_at(paragraphs: Sequence[Paragraph]) -> int:
    """Where the notes for other newsrooms begin: a marked heading of their own, and nothing but short lines below."""
    for at in range(len(paragraphs) - 1, max(0, len(paragraphs) - _NOTES), -1):
        text = paragraphs[at].text
        if len(text) > _LONGEST_NOTE:
            break
        if paragraphs[at].level and _bare(text) in _rules("end", "block"):
            return at
    return len(paragraphs)


def _is_ending(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    bare = _bare(text)
    if bare in _rules("end", "whole") or _SIGN_OFF.fullmatch(text):
        return True
    words = text.casefold()
    if start := next((one for one in _rules("end", "start") if words.startswith(one)), None):
        if start[0] == "(":
            return words.rstrip(".")[-1] in ")]"
        return not start.endswith(" by") or text[len(start) :].lstrip()[:1].isupper()  # "Writing by candlelight"
    sentence = first_sentence(text)
    return bare.endswith(_rules("end", "close")) and (sentence == text or _REPORTED_FROM in sentence)


def _bare(text: str) -> str:
    return text.casefold().strip(" .:[]()*_")


@cache
def _rules(place: str, match: str) -> tuple[str, ...]:
    return tuple(row["text"] for row in word_list("boilerplate") if (row["place"], row["match"]) == (place, match))

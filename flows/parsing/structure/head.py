"""Read what stands above an article's text: address, section, headline, bylines, a dateline of its own."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from flows.parsing.structure.byline import Byline, read_byline, read_name_alone, read_outlet
from flows.parsing.structure.dateline import find_dateline
from flows.parsing.structure.dates import DATE
from flows.parsing.structure.headline import LONGEST_DECK, has_dateline, is_headline
from flows.parsing.structure.layout import Paragraph, Part
from flows.parsing.structure.links import URL, is_url
from flows.parsing.structure.sentences import is_ended
from flows.resources import word_list

Kind = Literal["byline", "deck", "text"]

_DEPTH = 8  # paragraphs: no headline or byline stands further down
_NEAR = 3  # paragraphs below a headline that help to tell it
_LONGEST_HEADLINE = 250
_DATE_ALONE = re.compile(rf"(?:(?:published|updated|posted|date)\b[:\s]*)?(?:\w+day,?\s+)?{DATE}\W*", re.IGNORECASE)
_RUNS_ON = re.compile(r"[;:,–—-]\s*\Z|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|with)\Z", re.IGNORECASE)
_SHORTEST_PROSE = 60  # characters
_WORD = re.compile(r"[^\W\d_]{2,}")
_SPEAKER_LABEL = re.compile(r"[A-Z][A-Z .'’-]{1,30}:\s")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the text; `bylines` and `others` are the paragraphs above it that stay in the body."""

    url: str | None
    section: str | None
    title: str | None
    bylines: tuple[Byline, ...]
    rest: list[tuple[Kind, Paragraph]]


def read_head(paragraphs: list[Paragraph], title: str | None) -> Head:
    """Part the paragraphs above the text from it; where a `title` is known already, only its copy is taken out.

    `rest` holds every other paragraph in order, as a `byline`, a `deck` (a second headline) or `text`.
    """
    url = section = headline = None
    bylines: list[Byline] = []
    rest: list[tuple[Kind, Paragraph]] = []
    at = 0
    while at < min(_DEPTH, len(paragraphs)):
        paragraph = paragraphs[at]
        below = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        if below is None:
            break
        at += 1
        if url is None and is_url(paragraph.text):
            url = URL.findall(paragraph.text)[0]
        elif title is not None and _is_copy(paragraph.text, title):
            continue
        elif section is None and not rest and headline is None and _is_section(paragraph, below):
            section = paragraph.text.strip(" :|")
        elif byline := read_byline(paragraph.text, bool(title or headline), has_dateline(below.text)):
            bylines.append(byline)
            rest.append(("byline", paragraph))
        elif named := _signature(paragraph, paragraphs[at:]):
            bylines.append(named)
            rest.append(("byline", paragraph))
        elif (
            (title or headline)
            and rest
            and rest[-1][0] == "byline"
            and (outlet := _outlet(paragraphs[at - 2 : at + 1]))
        ):
            bylines.append(outlet)
            rest.append(("byline", paragraph))
        elif title is None and headline is None and is_headline(paragraph, paragraphs[at : at + _NEAR]):
            headline = paragraph.text
            while _headline_runs_on(headline, paragraphs[at - 1], paragraphs[at : at + 2]):
                headline += f" {paragraphs[at].text}"
                at += 1
        elif len(paragraph.text) <= LONGEST_DECK and _DATE_ALONE.fullmatch(paragraph.text):
            rest.append(("text", paragraph))
        elif _is_deck(paragraph, below):
            rest.append(("deck", paragraph))
        else:
            at -= 1
            break
    rest += [("text", paragraph) for paragraph in paragraphs[at:]]
    return Head(url, section, headline, tuple(bylines), rest)


def part_of_head(line: str) -> Part:
    """Whether a line among the first stands alone (a byline, a whole dateline) or opens a paragraph (a dateline)."""
    if line[:2].casefold() == "by" and read_byline(line):
        return "alone"
    dateline = find_dateline(line)
    if dateline is None or not dateline.sure:
        return None
    return "alone" if dateline.end == len(line) else "opening"


def is_dialogue(texts: Iterable[str]) -> bool:
    """Whether speakers' names in capitals stand before what they say, as in a transcript."""
    return sum(bool(_SPEAKER_LABEL.match(text)) for text in texts) > 1


def _headline_runs_on(headline: str, line: Paragraph, following: list[Paragraph]) -> bool:
    """Whether the next line of the same stretch belongs to the headline; something must be left below it."""
    if len(following) < 2 or following[0].chunk != line.chunk or following[0].level != line.level:
        return False
    text = following[0].text
    if len(headline) + len(text) > _LONGEST_HEADLINE or has_dateline(text) or read_byline(text):
        return False
    if following[1].chunk == line.chunk and not has_dateline(following[1].text) and not read_byline(following[1].text):
        return False
    return bool(_RUNS_ON.search(headline)) or (headline.isupper() and text.isupper())


def _is_deck(paragraph: Paragraph, below: Paragraph) -> bool:
    """Whether this is a second headline or a kicker: short, and right above a byline or dateline."""
    above = read_byline(below.text) is not None or has_dateline(below.text)
    return above and len(paragraph.text) <= LONGEST_DECK and find_dateline(paragraph.text) is None


def _signature(paragraph: Paragraph, below: Sequence[Paragraph]) -> Byline | None:
    """The author whose name alone stands above prose: no heading, since none of its words comes back in the text."""
    if paragraph.level or len(below[0].text) < _SHORTEST_PROSE or not is_ended(below[0].text):
        return None
    byline = read_name_alone(paragraph.text)
    if byline is None:
        return None
    words = {word for one in below for word in _WORD.findall(one.text.casefold())}
    return byline if words.isdisjoint(_WORD.findall(paragraph.text.casefold())) else None


def _outlet(lines: Sequence[Paragraph]) -> Byline | None:
    """The outlet between a byline and the text: on the byline's next line, or right above a dateline."""
    byline, line, below = lines
    if line.chunk != byline.chunk and find_dateline(below.text) is None:
        return None
    return read_outlet(line.text)


def _is_copy(text: str, title: str) -> bool:
    return len(text) <= 2 * len(title) and _letters(text) == _letters(title)


def _letters(text: str) -> str:
    return "".join(ch for ch in text.casefold() if ch.isalnum())


def _is_section(paragraph: Paragraph, below: Paragraph) -> bool:
    is_named = len(paragraph.text) < 40 and paragraph.text.strip(" :|").casefold() in sections()
    return is_named and (not is_ended(below.text) or below.level > 0) and len(below.text) <= _LONGEST_HEADLINE


@cache
def sections() -> dict[str, str]:
    """The sections of `seeds/sections.csv`, each under its case-folded form."""
    return {row["section"].casefold(): row["section"] for row in word_list("sections")}

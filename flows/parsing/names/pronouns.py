"""Whom he and she mean, where the text makes it plain.

One pass over a field follows who was named or meant, sentence by sentence, outside of quotation marks. A pronoun means
the only subject of its gender in the nearest sentence that has anybody of that gender, or the only such person at all;
where two may be meant, or somebody without a name (a spokesman said), it means nobody.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.parsing.names.page import Page
from flows.parsing.names.people import Person
from flows.parsing.names.words import fold, words

GENDERS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "herself": "f"}
_PRONOUN = re.compile(r"(?<![\w'’])(?:he|she|him|his|her|himself|herself)(?![\w-])", re.IGNORECASE)
_MARK = re.compile(r"[“”\"\n]|''|``")
_SENTENCE_END = re.compile(r"[.!?][”\"’')]*\s+(?=[“\"‘'(\[]?[A-Z])|\n+")
_NOUN = re.compile(r"(?<![\w'’-])[a-z]{4,}(?![\w'’-])")
_NEXT_WORD = re.compile(r"[ ,]{1,2}([\w'’-]+)")
_LAST_WORD = re.compile(r"([\w'’-]+)[ ]?[“\"(]?$")
_REACH = 3  # sentences back
_Event = tuple[int, int, int | str | None]  # start, end, and a mention's index, a pronoun, or None for a description
_NOBODY = -1  # someone without a name, or with one that two people bear


@dataclass(frozen=True, slots=True)
class _Seen:
    """Someone whom the pass came by."""

    person: int
    gender: str | None
    sentence: int
    subject: bool


def antecedents(
    page: Page,
    people: Sequence[Person],
    persons: Mapping[int, int],
    phrases: Mapping[int, int],
    described: Callable[[int, int], int | None],
) -> dict[int, int]:
    """The person meant by each pronoun of the field, by the pronoun's offset; the doubtful ones are left out.

    `phrases` tells where the title before a mention begins, `described` whom a phrase like `the minister` means.
    """
    pronouns = list(_PRONOUN.finditer(page.text))
    if not pronouns:
        return {}
    quoted = quoted_spans(page.text)
    boundaries = _Cursor([end for _, end, _ in _outside(_sentence_ends(page.text), quoted)])
    events: list[_Event] = [(m.start(), m.end(), m[0].lower()) for m in pronouns]
    events += [(m.start_char, m.end_char, i) for i, m in enumerate(page.mentions) if m.entity_type == "PERSON"]
    events += _unnamed(page)
    meant: dict[int, int] = {}
    seen: list[_Seen] = []
    for start, end, what in _outside(sorted(events, key=lambda event: event[0]), quoted):
        sentence = boundaries.passed(start)
        if isinstance(what, str):
            person = _meant(seen, GENDERS[what], sentence)
            if person is not None:
                meant[start] = person
                seen.append(_Seen(person, GENDERS[what], sentence, what in ("he", "she")))
            continue
        if what is None:
            found = described(start, end)
            person, subject = (_NOBODY if found is None else found), True
        else:
            number = page.numbers[what]
            person = persons.get(number, _NOBODY)
            subject = _is_subject(page.text, phrases.get(number, start), end)
        seen.append(_Seen(person, people[person].gender if person >= 0 else None, sentence, subject))
    return meant


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """The stretches in quotation marks; one that is not closed runs to the end of its paragraph."""
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    for match in _MARK.finditer(text):
        mark = match[0]
        if mark in ("\n", "”") or (mark in ('"', "''") and opened is not None):
            if opened is not None:
                spans.append((opened, match.end()))
            opened = None
        elif opened is None:
            opened = match.start()
    if opened is not None:
        spans.append((opened, len(text)))
    return spans


def _meant(seen: Sequence[_Seen], gender: str, sentence: int) -> int | None:
    """The one person of that gender in focus."""
    subjects: set[int] = set()
    near: set[int] = set()
    earlier: set[int] = set()
    nearest: int | None = None
    for one in reversed(seen):
        if sentence - one.sentence > _REACH:
            break
        if one.gender not in (gender, None):
            continue
        if nearest is None:
            nearest = one.sentence
        if one.sentence == nearest:
            near.add(one.person)
            if one.subject:
                subjects.add(one.person)
        elif one.subject:
            earlier.add(one.person)
    if len(subjects) == 1 or (len(near) == 1 and earlier <= near):
        person = (subjects or near).pop()
        return None if person == _NOBODY else person
    return None


def _outside(events: Iterable[_Event], quoted: Sequence[tuple[int, int]]) -> Iterator[_Event]:
    """The events, sorted by their start, that begin outside of quotation marks."""
    current = 0
    for event in events:
        while current < len(quoted) and quoted[current][1] <= event[0]:
            current += 1
        if current == len(quoted) or event[0] < quoted[current][0]:
            yield event


class _Cursor:
    """Counts how many of some sorted offsets lie at or before a place that only moves on."""

    def __init__(self, offsets: list[int]) -> None:
        self._offsets = offsets
        self._count = 0

    def passed(self, place: int) -> int:
        """How many."""
        while self._count < len(self._offsets) and self._offsets[self._count] <= place:
            self._count += 1
        return self._count


def _sentence_ends(text: str) -> Iterator[_Event]:
    """The white space after each sentence with the mark before it; a dot after an abbreviation or initial ends none."""
    for match in _SENTENCE_END.finditer(text):
        start = match.start()
        word = text[text.rfind(" ", max(0, start - 14), start) + 1 : start]
        if text[start] != "." or (len(word) > 1 and fold(word) not in words().abbreviations):
            yield match.end() - 1, match.end(), None


def _unnamed(page: Page) -> Iterator[_Event]:
    """The descriptions that do the speaking without a name beside them: the minister | said, said | a spokesman."""
    text, known = page.text, words()
    for match in _NOUN.finditer(text):
        if match[0] not in known.titles:
            continue
        for word, start, _ in reversed(page.words(max(0, match.start() - 60), match.start())[-6:]):
            if known.kinds.get(word.casefold()) == "determiner":
                if _speaks(text, start, match.end()):
                    yield start, match.end(), None
                break
            if not (word[0].isalnum() and word[-1].isalnum()):
                break


def _speaks(text: str, start: int, end: int) -> bool:
    """Whether a phrase begins its sentence, or has a verb of speech beside it."""
    says, kinds = words().says, words().kinds
    before = text[max(0, start - 30) : start].rstrip(' “"(')
    last = before[before.rfind(" ") + 1 :].casefold()
    if not before or before[-1] in ".!?\n" or last in says or kinds.get(last) == "conjunction":
        return True
    after = _NEXT_WORD.match(text, end)
    if after is not None and kinds.get(after[1]) == "adverb":
        after = _NEXT_WORD.match(text, after.end())
    return after is not None and after[1] in says


def _is_subject(text: str, start: int, end: int) -> bool:
    """Whether a name is likely the subject of its clause: a verb follows it, or a verb of speech stands before it."""
    known = words()
    before = _LAST_WORD.search(text, max(0, start - 30), start)
    last = before[1].casefold() if before else ""
    if known.kinds.get(last) == "preposition":
        return last == "to" and text[max(0, start - 13) : start].casefold() == "according to "
    if last in known.says:
        return True
    if text.startswith(("'s", "’s", "' ", "’ "), end):
        return False
    if text.startswith((", who ", ", the ", ", a ", ", an "), end):
        return True
    if text.startswith(",", end):  # Jane Doe, chief executive of Acme, | said
        end = text.find(",", end + 1, end + 120) + 1 or end
    after = _NEXT_WORD.match(text, end) if text.startswith(" ", end) else None
    word = after[1] if after else ""
    return (
        known.kinds.get(word) in ("auxiliary", "adverb")
        or word in known.says
        or (word.islower() and word.endswith("ed"))
    )

"""Tell a headline from the first sentence of a text."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from flows.parsing.structure.byline import given_names, read_byline
from flows.parsing.structure.dateline import find_dateline
from flows.parsing.structure.layout import Paragraph
from flows.parsing.structure.sentences import first_sentence, is_ended
from flows.resources import word_list

LONGEST_DECK = 120  # characters of the lines that may stand between a headline and the text
_LONGEST = 250
_LONGEST_SENTENCE = 110  # a headline printed with a full stop
_LONGEST_CLAUSE = 60  # … that has an auxiliary verb, as ledes have
_SHORTEST_LEDE = 45
_AUXILIARY = re.compile(r"\b(?:has|have|had|was|were|been|is|are|am)\b")
# what headlines in a sentence's form do without: articles, the day, the words that a sentence begins with
_LEDE_WORDS = re.compile(
    r"\b(?:an?|the|said|according|yesterday|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:last|next) (?:week|month|year))\b"
)
_SPEAKER = re.compile(r"[^\W\d_a-z][^:.!?\"“]{1,40}: \S")
_MARKS = " \"“”‘’'«»()[],;:.!?"
_FULL_NAME = re.compile(r"\b(?P<given>[A-Z][a-z]+)(?= (?:[A-Z]\. )?(?P<surname>[A-Z][\w-]*\w))")


def is_headline(paragraph: Paragraph, below: Sequence[Paragraph]) -> bool:
    """Whether a paragraph at the top is the headline of those that stand below it."""
    text = paragraph.text
    if paragraph.level:
        return True
    if len(text) > _LONGEST or (text.endswith((":", ",")) and not text.isupper()):
        return False
    dateline = find_dateline(text)
    if dateline and (dateline.sure or (is_ended(text) and len(text) > _LONGEST_SENTENCE)):
        return False
    if opens_text(below):
        return True
    if text.endswith(("…", "...")) or not is_ended(text):
        return not text[:2].islower()
    return len(text) < max(len(one.text) for one in below) and _is_ended_headline(paragraph, below)


def opens_text(below: Sequence[Paragraph]) -> bool:
    """Whether a dateline or byline follows, at most short lines (a second headline, a bare name) before it."""
    for paragraph in below:
        if has_dateline(paragraph.text) or read_byline(paragraph.text, under_headline=True):
            return True
        if len(paragraph.text) > LONGEST_DECK:
            return False
    return False


def has_dateline(text: str) -> bool:
    """Whether a sure dateline stands at its start."""
    dateline = find_dateline(text)
    return dateline is not None and dateline.sure


def _is_title_case(text: str) -> bool:
    """Whether every word has a capital, words such as "the" and "with" apart; they are more than two."""
    words = [word.strip(_MARKS) for word in text.split()]
    words = [word for word in words if word[:1].isalpha() and word.casefold() not in _function_words()]
    return len(words) > 2 and not any(word[0].islower() for word in words)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(row["word"] for row in word_list("function_words"))


@cache
def _opening_words() -> frozenset[str]:
    return frozenset(row["word"] for row in word_list("opening_words"))


def _is_ended_headline(paragraph: Paragraph, below: Sequence[Paragraph]) -> bool:
    """Whether this is a headline although it ends as a sentence does."""
    text = paragraph.text
    if _is_title_case(text) or any(line.endswith(";") for line in paragraph.lines[:-1]):
        return True
    if len(text) > _LONGEST_SENTENCE:
        return False
    speaks = _SPEAKER.match(text) and not find_dateline(text)
    if speaks or find_dateline(below[0].text) or _is_named_in_full(text, below):
        return True
    if len(first_sentence(text)) < len(text):
        return False
    if len(text) < _SHORTEST_LEDE:
        return True
    if text.split(" ", 1)[0].casefold() in _opening_words() or _LEDE_WORDS.search(text):
        return False
    return len(text) <= _LONGEST_CLAUSE or not _AUXILIARY.search(text)


def _is_named_in_full(text: str, below: Sequence[Paragraph]) -> bool:
    """Whether somebody is named here by the surname alone and in full below: prose names people in full first."""
    words = [re.sub(r"['’]s?$", "", word.strip(_MARKS)) for word in text.split()]
    alone = {word for before, word in pairwise(["", *words]) if word[:1].isupper() and not before[:1].isupper()}
    opening = " ".join(one.text[:_LONGEST] for one in below)
    return any(
        full["given"] in given_names() and full["surname"] in alone and full["given"] not in text
        for full in _FULL_NAME.finditer(opening)
    )

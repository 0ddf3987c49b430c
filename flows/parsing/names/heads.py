"""The mention that a noun phrase is about: in `a spokesman for the Iranian Foreign Ministry`, none of them."""

from collections.abc import Mapping

from flows.model import Mention
from flows.parsing.names.page import Page
from flows.parsing.names.words import fold, words

_SPEAKERS = frozenset(("PERSON", "ORG", "GROUP", "PLACE"))
_GOES_ON = frozenset(("preposition", "conjunction", "pronoun", "adverb", "auxiliary"))
_JOINS = frozenset(("and", "or", "but", "nor", "&"))
_ARTICLES = frozenset(("a", "an", "the"))
_POSSESSIVE = ("'s", "’s", "' ", "’ ")
_SINGULAR = ("ican", "crat", "ian", "ist", "ite")  # a Republican, the Iranian: one unnamed member of the group
_APPOSITION = 90  # characters of the longest apposition that is looked over


def head_of(page: Page, phrases: Mapping[int, int], start: int, end: int) -> tuple[int | None, bool]:
    """The index of the mention that heads the phrase [start, end), and whether the phrase is of several instead.

    `phrases` tells where the title before a mention (by its number) begins.
    """
    around = page.at(start) - 1
    if around >= 0 and page.mentions[around].end_char >= end:
        return around, False  # a surname inside its full name
    head: int | None = None
    for index in page.inside(start, end):
        mention = page.mentions[index]
        begins = phrases.get(page.numbers[index], mention.start_char)
        before = page.text[start : max(start, begins)]
        if head is None and (_only_modifies(before) or (mention.entity_type == "PERSON" and _beside(before))):
            after = page.text[mention.end_char : end]
            if after[:1].isspace() and after.split(maxsplit=1)[0] in _JOINS:
                return None, True
            if _ends_head(after) and not _is_one_of(mention, before):
                head = index
        elif head is not None and mention.entity_type == "PERSON" and before.split()[-1:] == ["and"]:
            return None, True
    return (head if head is None or page.mentions[head].entity_type in _SPEAKERS else None), False


def person_before(page: Page, start: int) -> int | None:
    """The index of the person whom a `who` at `start` goes on about: Jane Doe, an analyst at Acme, | who …"""
    text = page.text
    end = start - 2 if text.endswith(", ", 0, start) else start - 1
    index = page.ending_at(end)
    if index is not None and page.mentions[index].entity_type == "PLACE":  # Senator Ted Cruz of Texas, who
        of = page.mentions[index].start_char - len(" of ")
        index = page.ending_at(of) if of > 0 and text.startswith(" of ", of) else index
    if (index is None or page.mentions[index].entity_type != "PERSON") and end == start - 2:
        comma = text.rfind(", ", max(0, end - _APPOSITION), end)
        if comma > 0 and text[comma + 2 : end].partition(" ")[0].casefold() in _ARTICLES:
            index = page.ending_at(comma)
    return index if index is not None and page.mentions[index].entity_type == "PERSON" else None


def _only_modifies(before: str) -> bool:
    """Whether the words before a name in its phrase leave it the head: former television star | Donald Trump."""
    if any(mark in before for mark in ",;:()"):
        return False
    kinds, last_words = words().kinds, words().last_words
    said = [fold(word) for word in before.split()]
    return all(
        kinds.get(word) not in _GOES_ON or (word == "and" and said[i - 1] in last_words) for i, word in enumerate(said)
    )


def _beside(before: str) -> bool:
    """Whether a name is set beside the noun that begins its phrase: the foreign minister, | Sergei Lavrov."""
    noun = before.removesuffix(", ")
    return (
        noun != before and "," not in noun and not noun.endswith("s") and noun.split()[:1] not in ([], ["and"], ["but"])
    )


def _ends_head(after: str) -> bool:
    """Whether what follows a name in its phrase is no longer part of the head: a comma, a preposition, a clause."""
    if not after.strip(" '’") or after.startswith((",", ";", ":", "(", "–", "—", " (", " –", " —", " - ")):
        return True
    if after.startswith(_POSSESSIVE):
        return not after[2:].strip()
    return after[0].isspace() and words().kinds.get(fold(after.split(maxsplit=1)[0])) in _GOES_ON


def _is_one_of(mention: Mention, before: str) -> bool:
    """Whether a name of a group means one unnamed member of it: a Republican, the Iranian."""
    if mention.entity_type != "GROUP" or mention.text.endswith("s"):
        return False
    indefinite = before.split()[:1] in (["a"], ["an"], ["A"], ["An"])
    return indefinite or fold(mention.text) in words().places or mention.text.endswith(_SINGULAR)

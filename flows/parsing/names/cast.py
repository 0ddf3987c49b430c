"""The people, organisations and places of one article, and whom a phrase in it stands for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from flows.model import Field, Mention
from flows.parsing.names.descriptions import by_noun, head_noun, holder_of
from flows.parsing.names.offices import Office, affiliation, office_in
from flows.parsing.names.organisations import organisations_by_noun, noun_meant
from flows.parsing.names.page import Page
from flows.parsing.names.people import Person
from flows.parsing.names.pronouns import antecedents
from flows.parsing.names.words import fold, words

_PRONOUNS = frozenset(("he", "she", "him", "his", "her", "himself", "herself"))
_RELATIVES = frozenset(("who", "whom", "whose"))
_SPEAKERS = frozenset(("PERSON", "ORG", "GROUP", "PLACE"))
_DEFINITE = frozenset(("the", "this", "that"))
_GOES_ON = frozenset(("preposition", "conjunction", "pronoun", "adverb", "auxiliary"))
_JOINS = frozenset(("and", "or", "but", "nor", "&"))
_ONE_OF_THEM = ("ican", "crat", "ian", "ist", "ite")


@dataclass(frozen=True)
class Cast:
    """Everyone and everything that an article names."""

    mentions: tuple[Mention, ...]
    people: Sequence[Person] = ()
    persons: Mapping[int, int] = field(default_factory=dict)  # number of a mention → that of its person
    phrases: Mapping[int, int] = field(default_factory=dict)  # number of a mention → where its title begins
    pages: Mapping[Field, Page] = field(default_factory=dict)
    _unnamed: dict[tuple[Field, str], int] = field(default_factory=dict, compare=False, repr=False)

    def whose(self, field: Field, start: int, end: int) -> Mention | None:  # noqa: F811
        """The mention of whom the noun phrase or pronoun in [start, end) stands for, with name and role.

        It is the mention that heads the phrase, or else the first one of the person or organisation described.
        None where nobody is named, where more than one is meant, and where the text does not make it plain.
        """
        page = self.pages.get(field)
        if page is None or not 0 <= start < end <= len(page.text):
            return None
        phrase = page.text[start:end].strip(" \n,.:;").casefold()
        if phrase in _PRONOUNS:
            return self._first(self._pronouns[field].get(start))
        if phrase in _RELATIVES:
            return self._before(page, start)
        end = start + len(page.text[start:end].rstrip(" \n,.:;"))
        found, plural = self._heading(page, start, end)
        if found is not None or plural or start >= end:
            return found
        return self._described(page, start, end)

    @cached_property
    def _by_noun(self) -> dict[str, list[int]]:
        return by_noun(self.people)

    @cached_property
    def _organisations(self) -> dict[str, list[int]]:
        return organisations_by_noun(self.mentions)

    @cached_property
    def _pronouns(self) -> dict[Field, dict[int, int]]:
        return {
            name: antecedents(page, self.people, self.persons, self.phrases, partial(self._holder, page))
            for name, page in self.pages.items()
        }

    def _first(self, person: int | None) -> Mention | None:
        return None if person is None else self.mentions[self.people[person].mentions[0]]

    def _before(self, page: Page, start: int) -> Mention | None:
        """The person right before who, whose or whom."""
        text = page.text
        end = start - 2 if text.endswith(", ", 0, start) else start - 1
        index = page.ending_at(end)
        if (
            index is not None
            and page.mentions[index].entity_type == "PLACE"
            and text.endswith(" of ", 0, page.mentions[index].start_char)
        ):
            index = page.ending_at(page.mentions[index].start_char - 4)  # Senator Ted Cruz of Texas, who
        elif index is None and end == start - 2 and (comma := text.rfind(", ", max(0, end - 90), end)) > 0:
            beside = text[comma + 2 : end].split()
            if fold(beside[0]) in ("a", "an", "the") and "." not in beside:  # Jane Doe, an analyst at Acme, who
                index = page.ending_at(comma)
        if index is None or page.mentions[index].entity_type != "PERSON":
            return None
        return self.mentions[page.numbers[index]]

    def _heading(self, page: Page, start: int, end: int) -> tuple[Mention | None, bool]:
        """The mention that is the head of the phrase; and whether the phrase is of several instead."""
        head: Mention | None = None
        for index in page.inside(start, end):
            mention = page.mentions[index]
            number = page.numbers[index]
            before = page.text[start : max(start, self.phrases.get(number, mention.start_char))]
            if head is None and (_only_modifies(before) or self._beside(page, start, mention, number)):
                after = page.text[mention.end_char : end]
                joined = _joins(after)
                if joined:
                    return None, True
                if _ends_head(after) and not _is_one_of(mention, before):
                    head = self.mentions[number]
            elif head is not None and mention.entity_type == "PERSON" and before.split()[-1:] == ["and"]:
                return None, True
        return (head, False) if head is not None and head.entity_type in _SPEAKERS else (None, False)

    def _beside(self, page: Page, start: int, mention: Mention, number: int) -> bool:
        """Whether a name is set beside a noun that begins the phrase: the foreign minister, | Sergei Lavrov."""
        comma = self.phrases.get(number, mention.start_char) - 2
        if mention.entity_type != "PERSON" or comma <= start or not page.text.startswith(", ", comma):
            return False
        before = page.text[start:comma]
        return "," not in before and not before.endswith("s") and before.split()[0] not in ("and", "but")

    def _described(self, page: Page, start: int, end: int) -> Mention | None:
        """The person or organisation that a definite description stands for."""
        tokens = page.words(start, end)
        first = fold(tokens[0][0])
        if words().kinds.get(first) == "determiner" and first not in _DEFINITE:
            return None
        if words().kinds.get(first) == "possessive" and first not in _PRONOUNS:
            return None
        if named := self._named_after(page, end):
            return named
        if (person := self._holder(page, start, end)) is not None:
            return self._first(person)
        noun = noun_meant(page.text[start:end]) if first in _DEFINITE else None
        named = [
            number for number in self._organisations.get(noun or "", ()) if number < self._numbers_before(page, start)
        ]
        return self.mentions[named[0]] if len(named) == 1 else None

    def _holder(self, page: Page, start: int, end: int) -> int | None:
        """The person whose office a definite description names."""
        office = office_in(page, start, end)
        if office is None or not _covers(page, office, start, end):
            return None
        first = page.text[start:end].split(maxsplit=1)[0].casefold()
        kind = words().kinds.get(first)
        if kind == "determiner" and first not in _DEFINITE:
            return None
        if kind == "possessive" and office.key != "counterpart":
            owner = self._pronouns[page.field].get(start)
            if owner is None:
                return None
            office = replace(office, of=office.of | {affiliation("PERSON", self.people[owner].name)})
        elif not office.of and self._unnamed_before(page, office.key, start):
            return None
        return holder_of(office, self.people, self._by_noun, self._numbers_before(page, start))

    def _unnamed_before(self, page: Page, key: str, start: int) -> bool:
        """Whether such an office was given before to somebody without a name: a spokesman said."""
        noun = head_noun(key)
        first = self._unnamed.get((page.field, noun))
        if first is None:
            found = re.search(rf"(?<!, )\b[Aa]n? (?:[\w'’.-]+ ){{0,4}}?{re.escape(noun)}\b(?! [A-Z])", page.text)
            first = self._unnamed[page.field, noun] = found.start() if found else len(page.text)
        return first < start

    def _named_after(self, page: Page, end: int) -> Mention | None:
        """The person set beside a description that ends at `end`: the foreign minister|, Sergei Lavrov, said."""
        index = page.at(end)
        if (
            index == len(page.mentions)
            or page.mentions[index].start_char != end + 2
            or not page.text.startswith(", ", end)
        ):
            return None
        mention = page.mentions[index]
        closed = page.text.startswith(",", mention.end_char)
        return self.mentions[page.numbers[index]] if closed and mention.entity_type == "PERSON" else None

    def _numbers_before(self, page: Page, start: int) -> int:
        index = page.at(start)
        return page.numbers[index] if index < len(page.numbers) else page.numbers[-1] + 1 if page.numbers else 0


def _only_modifies(before: str) -> bool:
    """Whether the words before a name in its phrase leave it the head: former reality television star | Donald Trump."""
    if any(mark in before for mark in ",;:()"):
        return False
    said = [fold(word) for word in before.split()]
    kinds = words().kinds
    return all(
        kinds.get(word) not in _GOES_ON or (word == "and" and i > 0 and said[i - 1] in words().last_words)
        for i, word in enumerate(said)
    )


def _ends_head(after: str) -> bool:
    """Whether what follows a name in its phrase is no longer part of the head: a comma, a preposition, a clause."""
    if not after.strip(" '’") or after.startswith(" ("):
        return True
    if after[0] in ",;:(-–—":
        return after[0] != "-"
    if after.startswith(("'s", "’s", "' ", "’ ")):
        return not after[2:].strip()
    first = after.split(maxsplit=1)[0]
    return after[0].isspace() and words().kinds.get(fold(first)) in _GOES_ON


def _joins(after: str) -> bool:
    """Whether another name or noun is joined on: Lavrov | and Kerry."""
    return after[:1].isspace() and after.split(maxsplit=1)[:1] != [] and after.split(maxsplit=1)[0] in _JOINS


def _is_one_of(mention: Mention, before: str) -> bool:
    """Whether a name of a group means one unnamed member of it: a Republican, the Iranian."""
    if mention.entity_type != "GROUP" or mention.text.endswith("s"):
        return False
    return (
        fold(mention.text) in words().places
        or mention.text.endswith(_ONE_OF_THEM)
        or before.split()[:1] in (["a"], ["an"])
    )


def _covers(page: Page, office: Office, start: int, end: int) -> bool:
    """Whether the description says no more than the office: nothing unread before it, nobody else after it."""
    rest = page.text[office.end : end].strip(" ,")
    return office.start <= start and (not rest or rest.split()[0] in _RELATIVES)

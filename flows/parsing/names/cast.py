"""The people, organisations and places of one article, and whom a phrase in it stands for."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from flows.model import Field, Mention
from flows.parsing.names.descriptions import by_noun, head_noun, holder_of, unnamed
from flows.parsing.names.heads import head_of, person_before
from flows.parsing.names.offices import office_in
from flows.parsing.names.organisations import noun_meant, organisations_by_noun
from flows.parsing.names.page import Page
from flows.parsing.names.people import Person
from flows.parsing.names.pronouns import GENDERS, antecedents
from flows.parsing.names.titles import affiliation
from flows.parsing.names.words import words

_RELATIVES = frozenset(("who", "whom", "whose"))
_DEFINITE = frozenset(("the", "this", "that"))
_EDGES = " \n,.:;"


@dataclass(frozen=True)
class Cast:
    """Everyone and everything that an article names; what few articles need is worked out when first asked for."""

    mentions: tuple[Mention, ...]
    people: Sequence[Person] = ()
    persons: Mapping[int, int] = field(default_factory=dict)  # number of a mention → that of its person
    phrases: Mapping[int, int] = field(default_factory=dict)  # number of a mention → where its title begins
    pages: Mapping[Field, Page] = field(default_factory=dict)

    def whose(self, field: Field, start: int, end: int) -> Mention | None:
        """The mention of whom the noun phrase or pronoun in [start, end) stands for, with name and role.

        It is the mention that heads the phrase, or else the first one of the person or organisation described.
        None where nobody is named, where more than one is meant, and where the text does not make it plain.
        """
        page = self.pages.get(field)
        if page is None or not 0 <= start < end <= len(page.text):
            return None
        start, end = _trimmed(page.text, start, end)
        phrase = page.text[start:end].casefold()
        if phrase in GENDERS:
            return self._first(self._pronouns[field].get(start))
        if phrase in _RELATIVES:
            index = person_before(page, start)
        else:
            index, several = head_of(page, self.phrases, start, end)
            if index is None and not several and phrase.split():
                return self._described(page, start, end)
        return None if index is None else self.mentions[page.numbers[index]]

    @cached_property
    def _by_noun(self) -> dict[str, list[int]]:
        return by_noun(self.people)

    @cached_property
    def _organisations(self) -> dict[str, list[int]]:
        return organisations_by_noun(self.mentions)

    @cached_property
    def _unnamed(self) -> dict[Field, dict[str, int]]:
        return {name: unnamed(page.text) for name, page in self.pages.items()}

    @cached_property
    def _pronouns(self) -> dict[Field, dict[int, int]]:
        return {
            name: antecedents(page, self.people, self.persons, self.phrases, partial(self._holder, page))
            for name, page in self.pages.items()
        }

    def _first(self, person: int | None) -> Mention | None:
        return None if person is None else self.mentions[self.people[person].mentions[0]]

    def _described(self, page: Page, start: int, end: int) -> Mention | None:
        """The person or organisation that a definite description stands for."""
        first = page.text[start:end].split(maxsplit=1)[0].casefold()
        kind = words().kinds.get(first)
        if (kind == "determiner" and first not in _DEFINITE) or (kind == "possessive" and first not in GENDERS):
            return None
        if (index := _named_after(page, end)) is not None:
            return self.mentions[page.numbers[index]]
        if (person := self._holder(page, start, end)) is not None:
            return self._first(person)
        noun = noun_meant(page.text[start:end]) if first in _DEFINITE else None
        named = self._organisations.get(noun or "", [])
        return self.mentions[named[0]] if bisect_left(named, page.number_at(start)) == 1 else None

    def _holder(self, page: Page, start: int, end: int) -> int | None:
        """The person whose office a definite description names, and nothing beside the office."""
        office = office_in(page, start, end)
        if office is None or office.start > start or not _says_no_more(page.text[office.end : end]):
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
        elif not office.of and self._unnamed[page.field].get(head_noun(office.key), start) < start:
            return None
        number = page.number_at(start) if page.field == "body" else None
        return holder_of(office, self.people, self._by_noun, number)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _named_after(page: Page, end: int) -> int | None:
    """The index of the person set beside a description ending at `end`: the foreign minister|, Sergei Lavrov, said."""
    index = page.at(end)
    if index == len(page.mentions) or not page.text.startswith(", ", end):
        return None
    mention = page.mentions[index]
    beside = mention.start_char == end + 2 and page.text.startswith(",", mention.end_char)
    return index if beside and mention.entity_type == "PERSON" else None


def _says_no_more(rest: str) -> bool:
    """Whether nothing but a relative clause follows the office in a description."""
    more = rest.strip(" ,").split(maxsplit=1)
    return not more or more[0] in _RELATIVES

"""The mentions of an article → its cast: full names, roles, and whom each phrase stands for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from flows.model import Article, Field, Mention
from flows.parsing.names.acronyms import acronyms_in
from flows.parsing.names.cast import Cast
from flows.parsing.names.forms import Form, name_parts
from flows.parsing.names.offices import office_after, office_before, office_with_place_before
from flows.parsing.names.organisations import names_of_things
from flows.parsing.names.page import Page, pages_of
from flows.parsing.names.people import Person, people_of
from flows.parsing.names.titles import Office, affiliation
from flows.parsing.names.words import fold, words

_PARTY_AND_STATE = re.compile(r",? \(?[DRI]-([A-Z][A-Za-z.]*(?: [A-Z][a-z]+)?)")


def resolve_names(article: Article, mentions: tuple[Mention, ...]) -> Cast:
    """Give every mention the full name it stands for in this article, and people the role that the article gives them.

    A mention keeps the name as printed where two people of the article may be meant. A role stands on the mention it is
    printed beside, and the first one printed on the other mentions of the same person.
    """
    texts: dict[Field, str] = {"title": article.title or "", "body": article.body}
    acronyms = acronyms_in("\n".join(texts.values()), mentions)
    things = names_of_things(mentions, acronyms)
    named = tuple(replace(m, name=things[n]) if n in things else m for n, m in enumerate(mentions))
    pages = pages_of(texts, named)
    printed = [one for page in pages.values() for one in _printed(page)]
    printed.sort(key=lambda one: one.number)
    people, persons = people_of(printed)
    phrases: dict[int, int] = {}
    roles: dict[int, str] = {}
    for one in printed:
        mention = mentions[one.number]
        person = people[persons[one.number]] if one.number in persons else None
        for office in _offices(pages[mention.field], mention, one.title):
            if person is not None and (office.role or office.of):
                person.offices.add(office.holding)
            if office.role and office.kind != "relation":
                roles.setdefault(one.number, office.role)
        if one.title is not None:
            phrases[one.number] = one.title.start
    named = _filled(named, printed, people, persons, roles)
    pages = pages_of(texts, named)
    return Cast(named, people, persons, phrases, pages)


def _printed(page: Page) -> list[Form]:
    """The mentions of people on one page, each with its words and the title before them."""
    found = []
    for number, mention in zip(page.numbers, page.mentions, strict=True):
        if mention.entity_type == "PERSON":
            parts, suffix = name_parts(mention.text)
            begins = mention.start_char + max(0, mention.text.find(parts[0]) if parts else 0)
            title = office_before(page, begins) or office_with_place_before(page, begins)
            found.append(Form(number, parts, suffix, title, page.field == "title"))
    return found


def _offices(page: Page, mention: Mention, title: Office | None) -> list[Office]:
    """The offices that the text beside one mention gives the person: before it, after it, on either side of a comma."""
    text = page.text
    found = [title] if title is not None and title.key else []
    if (beside := office_after(page, mention.end_char)) is not None:
        found.append(beside)
    elif (
        title is None
        and mention.start_char > 2
        and text.startswith(", ", mention.start_char - 2)
        and text[mention.end_char : mention.end_char + 1] in (",", ".")
    ):
        before = office_before(page, mention.start_char - 2) or office_with_place_before(page, mention.start_char - 2)
        if before is not None and (before.start < before.title_start or before.of):
            found.append(before)
    if found and (place := _constituency(page, mention)):
        found[0] = replace(found[0], of=found[0].of | {place})
    return found


def _constituency(page: Page, mention: Mention) -> str | None:
    """The state printed after a politician's name: Sen. Elizabeth Warren of Massachusetts, (D-Mass.)."""
    if match := _PARTY_AND_STATE.match(page.text, mention.end_char):
        return words().postal.get(match[1].replace(".", "").upper()) or words().places.get(fold(match[1]))
    if page.text.startswith(" of ", mention.end_char):
        index = page.at(mention.end_char + 4)
        if index < len(page.mentions) and page.mentions[index].start_char == mention.end_char + 4:
            return affiliation(page.mentions[index].entity_type, page.mentions[index].text)
    return None


def _filled(
    mentions: Sequence[Mention],
    printed: Sequence[Form],
    people: Sequence[Person],
    persons: Mapping[int, int],
    roles: Mapping[int, str],
) -> tuple[Mention, ...]:
    """The mentions with names and roles."""
    filled = list(mentions)
    first_role: dict[int, str] = {}
    for number in sorted(roles.keys() & persons.keys()):
        first_role.setdefault(persons[number], roles[number])
    for form in printed:
        mention = filled[form.number]
        name, role = form.shown, roles.get(form.number)
        if form.number in persons:
            person = persons[form.number]
            name, role = people[person].name, role or first_role.get(person)
        filled[form.number] = replace(mention, name=name or mention.text, role=role)
    return tuple(filled)

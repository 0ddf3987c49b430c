"""Titles, offices and jobs as they are printed: before a name, after it, or alone in a description."""

import re
from collections.abc import Sequence
from dataclasses import replace

from flows.parsing.names.page import Page, Word
from flows.parsing.names.titles import LONGEST_TITLE, Office, affiliation, read_title
from flows.parsing.names.words import fold, without_possessive, words

_REACH = 110  # characters that are searched on either side of a name
_MARKS = ',;:”"'
_AFTER = frozenset(("preposition", "conjunction", "adverb", "auxiliary"))
_FOR = re.compile(r"\b(?:of|for|to|with)\b")
_CLAUSE = re.compile(r"[,;:()\n“”\"–—]|\.(?=\s|$)")


def office_before(page: Page, end: int, floor: int = 0) -> Office | None:
    """The title that ends at `end`, where a name may follow: Iran's Minister of Foreign Affairs | Hossein …"""
    text = page.text
    low = max(floor, end - _REACH)
    low = max(low, text.rfind("\n", low, end) + 1)
    tokens = page.words(low, end)
    if tokens and low > floor and not text[low - 1].isspace():
        del tokens[0]  # cut in two
    if not tokens or fold(tokens[-1][0]).rpartition(" ")[2] not in words().last_words:
        return None
    return read_title(page, tokens, end)


def office_with_place_before(page: Page, end: int) -> Office | None:
    """The title with its place that ends at `end`: the Prime Minister of Israel | Benjamin …"""
    low = max(0, end - _REACH)
    low = max(low, page.text.rfind("\n", low, end) + 1)
    tokens = page.words(low, end)
    kinds = words().kinds
    for i in range(len(tokens) - 2, 0, -1):
        word = tokens[i][0]
        if word in ("of", "for"):
            title = office_before(page, tokens[i - 1][2], low)
            if title is not None and title.kind not in ("honorific", "relation"):
                return _belonging(page, title, tokens[i][1], end)
        elif not (word[0].isupper() or word == "&" or kinds.get(word) in ("determiner", "conjunction")):
            return None
    return None


def office_in(page: Page, start: int, end: int) -> Office | None:
    """The title that the noun phrase [start, end) is about: the Foreign Minister of the Islamic Republic of Iran."""
    tokens = page.words(start, min(end, start + _REACH))
    head = _head(tokens)
    if head is None:
        return None
    head_end = tokens[head][1] + len(_unmarked(tokens[head][0]))
    office = office_before(page, head_end, start)
    if office is None or office.kind == "honorific":
        return None
    if head + 1 < len(tokens) and head_end == tokens[head][2]:
        office = _belonging(page, office, tokens[head + 1][1], end)
    return office


def office_after(page: Page, end: int) -> Office | None:
    """The office set beside a name that ends at `end`: Lavrov, | the foreign minister of Russia, …"""
    text = page.text
    if not text.startswith(", ", end):
        return None
    start = end + 2
    if text[start : start + 1].isdigit():  # Jane Doe, 45, …
        comma = text.find(", ", start, start + 5)
        if comma < 0:
            return None
        start = comma + 2
    stop = _CLAUSE.search(text, start, start + _REACH)
    if stop is None or stop[0] in '“"(' or (stop[0] == "." and _abbreviates(text, stop.start())):
        return None
    for index in page.inside(start, stop.start()):
        if page.mentions[index].entity_type == "PERSON" and not _belongs_to(page, index, stop.start()):
            return None  # a list: …, Foreign Minister Wang Yi, …
    return office_in(page, start, stop.start())


def _unmarked(word: str) -> str:
    """The word without the marks that end its phrase; the dot of an abbreviation stays."""
    return word.rstrip(_MARKS + ".") if word[-1] in _MARKS else word


def _head(tokens: Sequence[Word]) -> int | None:
    """The index of the last word of the first title that nothing but a preposition, a clause or the end follows."""
    titles, kinds = words().titles, words().kinds
    folded = [fold(_unmarked(word)) for word, _, _ in tokens]
    first = 0
    while first < len(tokens):
        if kinds.get(folded[first]) in ("preposition", "conjunction", "pronoun", "auxiliary"):
            return None
        for size in range(min(LONGEST_TITLE, len(tokens) - first), 0, -1):
            if " ".join(folded[first : first + size]) in titles:
                last = first + size - 1
                if last + 1 == len(tokens) or tokens[last][0][-1] in _MARKS or kinds.get(folded[last + 1]) in _AFTER:
                    return last
                break
        if tokens[first][0][-1] in _MARKS:
            return None
        first += 1
    return None


def _abbreviates(text: str, dot: int) -> bool:
    """Whether a dot ends an abbreviated title: Jeb Bush, New Jersey Gov|. Chris Christie."""
    title = words().titles.get(fold(text[text.rfind(" ", max(0, dot - 20), dot) + 1 : dot]))
    return title is not None and title.shown is not None


def _belongs_to(page: Page, index: int, stop: int) -> bool:
    """Whether a person in an apposition is only what the office belongs to: …, a spokesman for Mr. Cruz, …"""
    mention = page.mentions[index]
    return mention.end_char < stop or bool(_FOR.search(page.text, max(0, mention.start_char - 40), mention.start_char))


def _belonging(page: Page, office: Office, start: int, end: int) -> Office:
    """The office with the mentions of [start, end) as what it belongs to, up to the next clause."""
    stop = _CLAUSE.search(page.text, start, end)
    limit = stop.start() if stop else end
    of = set(office.of)
    for index in page.inside(start, limit):
        mention = page.mentions[index]
        if mention.entity_type in ("PLACE", "ORG", "GROUP", "PERSON"):
            of.add(affiliation(mention.entity_type, mention.name or mention.text))
    for word, _, _ in page.words(start, limit):
        if word[0].isupper() and (place := words().places.get(fold(without_possessive(word)))):
            of.add(place)
    role = office.role
    if not of - office.of and role is not None and page.text.startswith("of ", start):
        more = page.text[start:limit].split()  # director of | communications, but not of | the company
        if len(more) <= LONGEST_TITLE and not {fold(word) for word in more[1:]} & words().kinds.keys():
            role = " ".join((role, *more))
    return replace(office, of=frozenset(of), role=role, end=limit)

"""Titles read backwards from where they end, with whatever before them belongs to the phrase."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from flows.parsing.names.page import Page, Word
from flows.parsing.names.words import Title, fold, without_possessive, words

LONGEST_TITLE = 6  # words
_GAP = re.compile(r"(?:['’]s?)?[ -]")


class Holding(NamedTuple):
    """An office as somebody holds it or held it: minister of what, secretary of where."""

    kind: str
    key: str
    of: frozenset[str]
    former: bool


@dataclass(frozen=True, slots=True)
class Office:
    """A title as printed; [start, end) is the whole phrase, `title_start` where the title begins."""

    kind: str
    key: str
    role: str | None
    of: frozenset[str]
    former: bool
    gender: str | None
    start: int
    title_start: int
    end: int

    @property
    def holding(self) -> Holding:
        """What the title says of whoever bears it."""
        return Holding(self.kind, self.key, self.of, self.former)


def read_title(page: Page, tokens: Sequence[Word], end: int) -> Office | None:
    """The title that the tokens end in, with whatever before it belongs to the phrase."""
    i, title, former, gender = len(tokens), None, False, None
    while title is None and (hit := _title_ending(tokens, i)) is not None:
        size, found, past = hit
        title = found if found.kind != "honorific" else None
        i, former, gender = i - size, former or past, gender or found.gender
    if i == len(tokens):
        return None
    start = tokens[i][1]
    if title is None:
        return Office("honorific", "", None, frozenset(), False, gender, start, start, end)
    title_end = tokens[i + size - 1][2]
    office = Office(
        title.kind, title.key, title.shown or page.text[start:title_end], frozenset(), former, gender, start, start, end
    )
    office, i = _with_modifiers(page, tokens[:i], office)
    return _with_owners(page, tokens[:i], office)


def _with_modifiers(page: Page, tokens: Sequence[Word], office: Office) -> tuple[Office, int]:
    """The office with the words before it that belong to the title, and how many tokens are left."""
    known = words()
    capital = page.text[office.start].isupper()
    role, start, i = office.role, office.start, len(tokens)
    while i and _mention_before(page, start) is None:
        word, begins, _ = tokens[i - 1]
        folded = fold(word)
        if folded == "and" and (hit := _title_ending(tokens, i - 1)):
            i -= hit[0]  # chairman and | chief executive
            begins = tokens[i - 1][1]
            role = f"{page.text[begins:start]}{role}"
        elif folded in known.modifiers or (capital and _is_proper(page, tokens, i - 1) and not _is_known(word)):
            role = f"{word} {role}"
        else:
            break
        start, i = begins, i - 1
    return replace(office, role=_natural(role or ""), start=start, title_start=start), i


def _with_owners(page: Page, tokens: Sequence[Word], office: Office) -> Office:
    """The office with the countries and organisations before it, whether it is a former one, and its article."""
    known = words()
    role, start, former, i = office.role, office.start, office.former, len(tokens)
    of = set(office.of)
    while i:
        word, begins, _ = tokens[i - 1]
        folded = fold(word)
        bare = fold(without_possessive(word))
        index = _mention_before(page, start)
        if index is not None and page.mentions[index].start_char >= tokens[0][1]:
            mention = page.mentions[index]
            of.add(affiliation(mention.entity_type, mention.name or mention.text))
            begins = mention.start_char
            while i > 1 and tokens[i - 1][1] > begins:
                i -= 1
            if tokens[i - 1][1] != begins:  # the mention begins inside a word
                start = begins
                break
        elif word[0].isupper() and bare in known.places:
            of.add(known.places[bare])
        elif folded in known.former:
            former, role = True, f"{word} {role}"
        elif folded not in known.modifiers:
            if known.kinds.get(folded) in ("determiner", "possessive"):
                start = begins
            break
        start, i = begins, i - 1
    return replace(office, role=role, of=frozenset(of), former=former, start=start)


def _is_known(word: str) -> bool:
    """Whether a word is a place, a company's legal form or a function word, and so no part of a title."""
    known, bare = words(), fold(without_possessive(word))
    return bare in known.places or bare in known.kinds or bare in known.former or word in known.company_forms


def _is_proper(page: Page, tokens: Sequence[Word], index: int) -> bool:
    """Whether a word is capitalised without beginning a sentence; in a headline all words may be."""
    word = tokens[index][0]
    return (
        page.field == "body"
        and word[0].isupper()
        and word.isalpha()
        and index > 0
        and tokens[index - 1][0][-1].isalnum()
    )


def _title_ending(tokens: Sequence[Word], count: int) -> tuple[int, Title, bool] | None:
    """How many of the first `count` words' last ones are a title, that title, and whether it is a former one."""
    known = words()
    word = tokens[count - 1][0]
    last = fold(word)
    if last.rpartition(" ")[2] not in known.last_words:
        return None
    parts: list[str] = []
    best: tuple[int, Title, bool] | None = None
    for size in range(1, min(LONGEST_TITLE, count) + 1):
        parts.insert(0, fold(tokens[count - size][0]))
        title = known.titles.get(" ".join(parts))
        if title is not None and _plain(word, title):
            best = (size, title, False)
    if best is None:
        prefix, _, rest = last.partition(" ")
        if prefix in known.former and rest in known.titles:  # then-President
            return 1, known.titles[rest], True
    return best


def _plain(word: str, title: Title) -> bool:
    """Whether a word can be that title as printed: abbreviations are capitalised, and others do not end in a dot."""
    if title.shown is not None:
        return word[0].isupper() and (not title.capitals or word.isupper())
    if title.kind == "regnal":
        return word[0].isupper()
    return title.kind == "honorific" or not word.endswith(".")


def _mention_before(page: Page, start: int) -> int | None:
    """The index of the mention that a phrase starting at `start` stands behind: Iran's |, the White House |."""
    for gap in (1, 3, 2):
        if _GAP.fullmatch(page.text, start - gap, start) and (index := page.ending_at(start - gap)) is not None:
            return index
    return None


def affiliation(entity_type: str, name: str) -> str:
    """What an office belongs to, the same for Iran, Iranian and the Islamic Republic of Iran."""
    folded = fold(name)
    places = words().places
    if entity_type in ("PLACE", "GROUP"):
        return places.get(folded) or places.get(folded.rpartition(" of ")[2]) or folded
    return folded.removeprefix("the ")


def _natural(role: str) -> str:
    """The role in natural case: a headline's FOREIGN MINISTER becomes Foreign Minister."""
    return role.title() if role.isupper() and len(role) > 5 else role

"""Titles, offices and jobs as they are printed: before a name, after it, or alone in a description."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.parsing.names.page import Page
from flows.parsing.names.words import Title, fold, without_possessive, words

_REACH = 110  # characters that are searched on either side of a name
_MARKS = ',;:”"'
_AFTER = frozenset(("preposition", "conjunction", "adverb", "auxiliary"))
_LONGEST = 6  # words of the longest title
_GAP = re.compile(r"(?:['’]s?|['’]s)?[ -]")
_FOR = re.compile(r"\b(?:of|for|to|with)\b")
_CLAUSE = re.compile(r"[,;:()\n“”\"–—]|\.(?=\s|$)")


_Token = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Office:
    """A title with what it belongs to; [start, end) is the whole phrase, `title_start` where the title begins."""

    kind: str
    key: str
    role: str | None
    of: frozenset[str]
    former: bool
    gender: str | None
    start: int
    title_start: int
    end: int


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
    return _read_back(page, tokens, end)


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
    if stop is None or stop[0] in '“"(':
        return None
    for index in page.inside(start, stop.start()):
        if page.mentions[index].entity_type == "PERSON" and not _belongs_to(page, index, stop.start()):
            return None  # a list: …, Foreign Minister Wang Yi, …
    return office_in(page, start, stop.start())


def _unmarked(word: str) -> str:
    """The word without the marks that end its phrase; the dot of an abbreviation stays."""
    return word.rstrip(_MARKS + ".") if word[-1] in _MARKS else word


def _head(tokens: Sequence[_Token]) -> int | None:
    """The index of the last word of the first title that nothing but a preposition, a clause or the end follows."""
    titles, kinds = words().titles, words().kinds
    folded = [fold(_unmarked(word)) for word, _, _ in tokens]
    first = 0
    while first < len(tokens):
        if kinds.get(folded[first]) in ("preposition", "conjunction", "pronoun", "auxiliary"):
            return None
        for size in range(min(_LONGEST, len(tokens) - first), 0, -1):
            if " ".join(folded[first : first + size]) in titles:
                last = first + size - 1
                if last + 1 == len(tokens) or tokens[last][0][-1] in _MARKS or kinds.get(folded[last + 1]) in _AFTER:
                    return last
                break
        if tokens[first][0][-1] in _MARKS:
            return None
        first += 1
    return None


def _belongs_to(page: Page, index: int, stop: int) -> bool:
    """Whether a person in an apposition is only what the office belongs to: …, a spokesman for Mr. Cruz, …"""
    mention = page.mentions[index]
    return mention.end_char < stop or bool(_FOR.search(page.text, max(0, mention.start_char - 40), mention.start_char))


def _read_back(page: Page, tokens: Sequence[_Token], end: int) -> Office | None:
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


def _with_modifiers(page: Page, tokens: Sequence[_Token], office: Office) -> tuple[Office, int]:
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


def _with_owners(page: Page, tokens: Sequence[_Token], office: Office) -> Office:
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
    """Whether a word is a place or a function word, and so no part of a title."""
    bare = fold(without_possessive(word))
    return bare in words().places or bare in words().kinds or bare in words().former


def _is_proper(page: Page, tokens: Sequence[_Token], index: int) -> bool:
    """Whether a word is capitalised without beginning a sentence; in a headline all words may be."""
    word = tokens[index][0]
    return (
        page.field == "body"
        and word[0].isupper()
        and word.isalpha()
        and index > 0
        and tokens[index - 1][0][-1].isalnum()
    )


def _title_ending(tokens: Sequence[_Token], count: int) -> tuple[int, Title, bool] | None:
    """How many of the first `count` words' last ones are a title, that title, and whether it is a former one."""
    known = words()
    word = tokens[count - 1][0]
    last = fold(word)
    if last.rpartition(" ")[2] not in known.last_words:
        return None
    parts: list[str] = []
    best: tuple[int, Title, bool] | None = None
    for size in range(1, min(_LONGEST, count) + 1):
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
        more = page.text[start:limit].split()  # director of | communications
        if len(more) <= _LONGEST and fold(more[-1]) not in words().kinds:
            role = " ".join((role, *more))
    return replace(office, of=frozenset(of), role=role, end=limit)


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

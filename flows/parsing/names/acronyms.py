"""Acronyms and what they stand for, where the article prints both: Shanghai Cooperation Organisation (SCO)."""

import re
from collections.abc import Iterable

from flows.model import Mention
from flows.parsing.names.words import fold, words

_BRACKET = re.compile(r"\(([^()\n]{2,90})\)")
_ACRONYM = re.compile(r"[A-Z](?:[A-Za-z&.\-]{0,7}[A-Z.])")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SMALL = frozenset(("preposition", "conjunction", "determiner"))
_BREAK = re.compile(r"[,;:.()“”\"\n]")


def acronyms_in(text: str, mentions: Iterable[Mention]) -> dict[str, str]:
    """Each acronym, without dots, with the words it stands for in this text; none that stands for two things."""
    meant: dict[str, set[str]] = {}
    for match in _BRACKET.finditer(text):
        inside = match[1].strip()
        if _ACRONYM.fullmatch(inside):
            before = _last_clause(text, match.start())
            if expansion := spelt_out(inside, before):
                meant.setdefault(bare(inside), set()).add(expansion)
        elif (acronym := _last_word(text, match.start())) and spelt_out(acronym, inside) == _plain(inside):
            meant.setdefault(bare(acronym), set()).add(_plain(inside))
    names = {mention.text for mention in mentions if mention.entity_type in ("ORG", "LAW", "EVENT")}
    spelt: dict[str, set[str]] = {}
    for name in names:
        if " " in name:
            spelt.setdefault(_initials(name), set()).add(_plain(name))
    for acronym in names:
        if len(acronym) > 2 and acronym.isupper() and bare(acronym) not in meant and acronym.casefold() in spelt:
            meant[bare(acronym)] = spelt[acronym.casefold()]
    return {acronym: min(fits) for acronym, fits in meant.items() if len({fold(fit) for fit in fits}) == 1}


def spelt_out(acronym: str, before: str) -> str | None:
    """The last words of `before` whose initials are the acronym's letters; small words in between may be skipped."""
    wanted = bare(acronym).casefold()
    found = list(_WORD.finditer(before))[-len(wanted) * 3 :]
    kinds = words().kinds
    letter, i = len(wanted) - 1, len(found) - 1
    while letter >= 0 and i >= 0:
        word = found[i][0]
        if word[0].casefold() == wanted[letter]:
            letter -= 1
        elif kinds.get(word.casefold()) not in _SMALL or letter == len(wanted) - 1:
            return None
        i -= 1
    first = i + 1
    if letter >= 0 or len(found) - first < 2 or first >= len(found):
        return None
    return before[found[first].start() : found[-1].end()]


def _initials(name: str) -> str:
    """The initials of the words of a name, small words left out."""
    kinds = words().kinds
    return "".join(w[0] for w in (match[0].casefold() for match in _WORD.finditer(name)) if kinds.get(w) not in _SMALL)


def bare(acronym: str) -> str:
    """The acronym without dots."""
    return acronym.replace(".", "")


def _plain(name: str) -> str:
    return name[4:] if name[:4].casefold() == "the " else name


def _last_clause(text: str, end: int) -> str:
    low = max(0, end - 120)
    window = text[low:end]
    breaks = list(_BREAK.finditer(window))
    return window[breaks[-1].end() :] if breaks else window


def _last_word(text: str, end: int) -> str | None:
    window = text[max(0, end - 12) : end].rstrip()
    word = window[window.rfind(" ") + 1 :]
    return word if _ACRONYM.fullmatch(word) else None

"""Read a line that names who wrote the article, or for whom."""

import re
from dataclasses import dataclass
from functools import cache

from flows.parsing.structure.dateline import agency_name
from flows.resources import word_list

_LONGEST = 200
_BY = re.compile(r"(?:(?:story|words|text|report|reported|written)\s+)?by:?\s+(?=\S)", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|&)\s+|\s*;\s*", re.IGNORECASE)
_OUTLET = re.compile(r"\s*[/|(]\s*|\s+[-–—•·]\s+|\s+(?:in|for|at|of|from)\s+|,\s*(?:in|at)\s+", re.IGNORECASE)
_NAME_WORD = re.compile(r"(?:[^\W\d_]\.?|[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?)")
_IN_PLACE = re.compile(r"(?P<names>.{5,80}?) in [^\W\d_a-z][^\W\d_]*(?: [^\W\d_a-z][^\W\d_]*){0,2}")
_SUFFIX = re.compile(r",\s+(?=(?:Jr|Sr|II|III)\b)")


@dataclass(frozen=True, slots=True)
class Byline:
    """The people whom a byline names, in order, and its agency's full name."""

    authors: tuple[str, ...]
    agency: str | None = None


def read_byline(line: str, under_headline: bool = False, above_dateline: bool = False) -> Byline | None:
    """Return what this line says about its authors; None where it is no byline.

    Known are "By Jane Doe and John Roe, Reuters"; `under_headline` also "Jane Doe, AP Writer" and a credit alone
    ("Associated Press Writer"), and `above_dateline` "Jane Doe in Paris" and "Jane Doe". Names in capitals are recased.
    """
    if len(line) > _LONGEST or not line:
        return None
    if by := _BY.match(line):
        authors, rest = _names(line[by.end() :])
        agency = _agency_in(rest or line[by.end() :])
        return Byline(authors, agency) if authors or agency else None
    if not under_headline:
        return None
    if _is_credit(line):
        return Byline((), _agency_in(line))
    placed = _IN_PLACE.fullmatch(line) if above_dateline else None
    authors, rest = _names(placed["names"] if placed else line)
    if authors and rest and _is_credit(rest):
        return Byline(authors, _agency_in(rest))
    return Byline(authors) if authors and not rest and above_dateline else None


def _names(text: str) -> tuple[tuple[str, ...], str]:
    """The names that the text begins with, and what follows them: an outlet, a title, a place."""
    pieces = _AND.split(_SUFFIX.sub(" ", text.strip().rstrip(".")))
    names: list[str] = []
    for number, piece in enumerate(pieces):
        is_last = number == len(pieces) - 1
        parts = [part.strip() for part in piece.split(",")]
        for part in parts:
            cut = _OUTLET.search(part)
            name = part[: cut.start()] if cut else part
            words = name.split()
            credit = next((at for at, _ in enumerate(words) if at and _is_credit(" ".join(words[at:]))), len(words))
            name = " ".join(words[:credit])
            # after a comma of the last piece stands an outlet or a title: "By Jane Doe, Daily Post"
            if not _is_name(name) or _is_credit(name) or (names and is_last and part is not parts[0]):
                return tuple(names), _rest(text, names)
            names.append(_recased(name))
            if cut or credit < len(words):
                return tuple(names), _rest(text, names)
    return tuple(names), ""


def _rest(text: str, names: list[str]) -> str:
    if not names:
        return text
    at = text.casefold().rfind(names[-1].casefold())
    return text[at + len(names[-1]) :].lstrip(" ,/|(-–—•·").rstrip(" ).") if at >= 0 else text


def _is_name(text: str) -> bool:
    words = text.split()
    if not 2 <= len(words) <= 5:
        return False
    if not all(_NAME_WORD.fullmatch(word) for word in words):
        return False
    return words[0][0].isupper() and words[-1][0].isupper() and all(w[0].isupper() or w in _particles() for w in words)


def _is_credit(text: str) -> bool:
    """Whether these words name an agency or a desk and nobody: AP Diplomatic Writer, Staff Reporter."""
    bare = text.strip(" ,.()")
    if agency_name(bare):
        return True
    words = bare.split()
    if not words or len(words) > 8 or not (words[0][0].isupper() or len(words) > 1):
        return False
    known = _byline_words()
    for size in (3, 2, 1, 0):
        head = " ".join(words[:size])
        if size and not agency_name(head):
            continue
        rest = words[size:]
        return bool(rest) and all(word.casefold() in known for word in rest) and any(_is_trade(word) for word in rest)
    return False


def _is_trade(word: str) -> bool:
    return _byline_words().get(word.casefold()) == "yes"


def _agency_in(text: str) -> str | None:
    words = re.split(r"[\s,/|()]+", text.strip(" .,/|()"))
    for start in range(min(len(words), 8)):
        for size in (3, 2, 1):
            if name := agency_name(" ".join(words[start : start + size])):
                return name
    return None


def _recased(name: str) -> str:
    return "".join(p.capitalize() for p in re.split(r"([\s.'’-])", name)) if name.isupper() else name


@cache
def _particles() -> frozenset[str]:
    return frozenset(row["part"] for row in word_list("name_parts") if row["kind"] == "particle")


@cache
def _byline_words() -> dict[str, str]:
    return {row["word"]: row["trade"] for row in word_list("byline_words")}

"""Read a line that names who wrote the article, or for whom."""

import re
from dataclasses import dataclass
from functools import cache

from flows.parsing.structure.dateline import agency_name, known_places
from flows.parsing.structure.sentences import is_ended
from flows.resources import word_list

_LONGEST = 200
_LONGEST_OUTLET = 6  # words
_LONGEST_CREDIT = 5  # words: "AP chief diplomatic correspondent"
_BY = re.compile(
    r"(?:(?:story|words|text|report|reported|reporting|written|compiled|co-?authored)\s+)?by:?\s+(?=\S)", re.IGNORECASE
)
_PICTURED_BY = re.compile(
    r"(?:additional\s+\w+|(?:photo|video)?(?:graph(?:s|y|ics?)|photos?|pictures?|images?|illustrations?|drawings?|video"
    r"|edited|translated)(?:\s+and\s+\w+)?)(?:\s+by:?|:)\s+(?=\S)",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:and|&)\s+|\s*;\s*", re.IGNORECASE)
_OUTLET = re.compile(r"\s*[/|(]\s*|\s+[-–—•·]\s+|\s+(?:in|for|at|of|from)\s+|,\s*(?:in|at)\s+", re.IGNORECASE)
_NAME_WORD = re.compile(r"(?:[^\W\d_]\.?|[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?)")
_IN_PLACE = re.compile(r"(?P<names>.{5,80}?) in [^\W\d_a-z][^\W\d_]*(?: [^\W\d_a-z][^\W\d_]*){0,2}")
_NAMES_PARTED = re.compile(r"\s*[,;]\s*(?:and\s+)?|\s+(?:and|&)\s+", re.IGNORECASE)
_WORD_PARTS = re.compile(r"[-'’]")
_FOR = re.compile(r"(?:special )?(?:to|for) ", re.IGNORECASE)
_SUFFIX = re.compile(r",\s+(?=(?:Jr|Sr|II|III)\b)")


@dataclass(frozen=True, slots=True)
class Byline:
    """The people whom a byline names, in order, and its agency's full name."""

    authors: tuple[str, ...]
    agency: str | None = None


def read_byline(line: str, under_headline: bool = False, above_dateline: bool = False) -> Byline | None:
    """Return what this line says about its authors; None where it is no byline.

    Known are "By Jane Doe and John Roe, Reuters"; `under_headline` also "Jane Doe, AP Writer" and a credit alone
    ("Associated Press Writer") or for the pictures, and `above_dateline` "Jane Doe in Paris" and "Jane Doe". Names in
    capitals are recased.
    """
    if len(line) > _LONGEST or not line:
        return None
    if by := _BY.match(line):
        return _after_by(line[by.end() :])
    if not under_headline:
        return None
    if _is_credit(line):
        return Byline((), _agency_in(line))
    if (pictured := _PICTURED_BY.match(line)) and names_in(line[pictured.end() :]):
        return Byline(())
    placed = _IN_PLACE.fullmatch(line) if above_dateline else None
    authors, rest = _names(placed["names"] if placed else line)
    if authors and rest and _is_credit(rest):
        return Byline(authors, _agency_in(rest))
    return Byline(authors) if authors and not rest and above_dateline else None


def names_in(text: str) -> tuple[str, ...]:
    """The names of a list such as `Jane Doe, John Roe and Ann Bo`; what is no name is left out."""
    names = _NAMES_PARTED.split(_SUFFIX.sub(" ", text.strip().rstrip(".")))
    return tuple(_recased(name) for name in names if _is_name(name) and not _is_credit(name))


def names_of_byline(line: str | None) -> tuple[str, ...]:
    """The names of a line that a format declares to be the byline, in order.

    What is declared is taken as it is: an outlet or a title that no mark parts from a name stays with it, and nothing
    is judged not to be a name. Only agencies and jobs are left out where a mark sets them apart.
    """
    if not line:
        return ()
    by = _BY.match(line)
    pieces = _NAMES_PARTED.split(_SUFFIX.sub(" ", line[by.end() if by else 0 :].strip().rstrip(".,;")))
    names = [" ".join(piece.split()) for piece in pieces if piece.strip()]
    people = [name for at, name in enumerate(names) if not agency_name(name) and not (at and _is_job(name))]
    return tuple(dict.fromkeys(_recased(name) for name in people))


def _is_job(text: str) -> bool:
    """Staff Reporter, and what ends as it does: Otter News Correspondent."""
    return _is_credit(text) or _is_trade(text.split()[-1])


def read_name_alone(line: str) -> Byline | None:
    """Return the author where two to four words are all there is and are fit to be a name; whether they are one shows
    by what stands below. Without capitals throughout, the first must be a given name.
    """
    words = line.split()
    if not 2 <= len(words) <= 4 or not _is_name(line):
        return None
    common = {word.casefold() for word in words} & _common_words()
    if common or words[0].capitalize() in _generic_words() or _is_credit(line):
        return None
    return Byline((_recased(line),)) if line.isupper() or words[0] in given_names() else None


def read_outlet(line: str) -> Byline | None:
    """Return the outlet of a line below a byline that holds nothing else: `The Daily Otter`, `Special to the Post`."""
    outlet = line[found.end() :] if (found := _FOR.match(line)) else line
    words = outlet.split()
    small = _particles() | {"of", "and", "&", "the"}
    if not 1 <= len(words) <= _LONGEST_OUTLET or not all(word[0].isupper() or word in small for word in words):
        return None
    if is_ended(outlet) or any(ch in outlet for ch in ',:;"“”()') or outlet.casefold() in known_places():
        return None
    return Byline((), agency_name(outlet) or outlet)


def _after_by(text: str) -> Byline | None:
    """`Jane Doe, Reuters` and `Xinhua writers Jane Doe, John Roe`."""
    words = text.split()
    for size in range(min(_LONGEST_CREDIT, len(words) - 2), 0, -1):
        credit = " ".join(words[:size])
        if _is_trade(words[size - 1]) and _is_credit(credit):
            rest = " ".join(words[size:])
            # of several writers, all that follow are writers: after a comma stands no outlet
            authors = names_in(rest) if words[size - 1].endswith("s") else _names(rest)[0]
            if authors:
                return Byline(authors, _agency_in(credit) or _agency_in(rest))
    authors, rest = _names(text)
    agency = _agency_in(rest if authors else text)
    return Byline(authors, agency) if authors or agency else None


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
    return (
        words[0][0].isupper()
        and _is_capitalised(words[-1])
        and all(_is_capitalised(word) or word in _particles() for word in words)
    )


def _is_capitalised(word: str) -> bool:
    """Doe, and al-Doe."""
    first, *others = _WORD_PARTS.split(word)
    return word[0].isupper() or (first in _particles() and any(other[:1].isupper() for other in others))


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
def given_names() -> frozenset[str]:
    """First names."""
    return frozenset(row["name"] for row in word_list("gendered_names"))


@cache
def _common_words() -> frozenset[str]:
    """Words that headings of two or three words are made of, and names are not."""
    sections = (word for row in word_list("sections") for word in row["section"].casefold().split())
    words = (row["word"] for name in ("function_words", "slug_words", "byline_words") for row in word_list(name))
    return frozenset({*words, *sections}) - _particles() - {name.casefold() for name in given_names()}


@cache
def _generic_words() -> frozenset[str]:
    return frozenset(row["word"] for row in word_list("generic_words"))


@cache
def _byline_words() -> dict[str, str]:
    return {row["word"]: row["trade"] for row in word_list("byline_words")}

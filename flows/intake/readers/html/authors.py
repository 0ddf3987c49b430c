"""The names of those who wrote an article, out of what pages put in author fields."""

import re
from collections.abc import Iterable
from functools import cache

from flows.resources import word_list

_LONGEST = 60  # characters of a name
_LONGEST_FIELD = 1_000
_BY = re.compile(r"^\s*(?:(?:written|story|words|report|posted|published)\s+)?by\b:?\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"https?:\S*|www\.\S*|\S+@\S+", re.IGNORECASE)
_NOT_NAMES = re.compile(r"https?:|www\.|[@/_(){}<>=|]|\.(?:com|org|net|co)\b|\d", re.IGNORECASE)
_SUFFIX = re.compile(r",\s+(?=(?:Jr|Sr|II|III|Ph\.?D|M\.?D)\b\.?)")
_AND = re.compile(r"\s+(?:and|&)\s+|\s*[;•·|/]\s*|\n+", re.IGNORECASE)
_ROLE_AFTER = re.compile(
    r"\s+(?:for|in|at|of)\s+(?=[^\Wa-z])|\s+[-–—]\s+|\s*\(|\s+@|(?<=[a-z])(?=(?:Published|Updated)\b)"
)
_INVERTED = re.compile(r"([^\W\d_][\w'’-]+), ((?:[^\W\d_][\w'’.-]*)(?: [^\W\d_][\w'’.-]*)?)")


def read_authors(stated: Iterable[str], outlets: Iterable[str]) -> list[str]:
    """Return the people whom these author fields name, each once; where they name nobody, their first organisation.

    "By", roles, places and addresses are cut off; `outlets` are the names of the site itself, which is no author beside
    people.
    """
    own = {_key(outlet) for outlet in outlets}
    people: dict[str, str] = {}
    others: dict[str, str] = {}
    for field in stated:
        for name in _names(field):
            is_other = _key(name) in own or _is_organisation(name)
            (others if is_other else people).setdefault(_key(name), name)
    return list(people.values()) or list(others.values())[:1]


def _names(field: str) -> list[str]:
    """The names in one field: `By MEG DOE and JOHN ROE, Associated Press`."""
    text = _SUFFIX.sub(" ", _BY.sub("", _ADDRESS.sub("", field[:_LONGEST_FIELD]).strip()))
    inverted = _INVERTED.fullmatch(text)
    if inverted and not any(_is_organisation(part) for part in inverted.groups()):
        return [f"{inverted[2]} {inverted[1]}"]
    names = []
    for piece in _AND.split(text):
        for part in piece.split(","):
            name = " ".join(_ROLE_AFTER.split(_BY.sub("", part.strip()))[0].split()).strip(" .,:;-–—")
            if name and len(name) <= _LONGEST and not _NOT_NAMES.search(name):
                names.append(_recased(name))
    return names


def _is_organisation(name: str) -> bool:
    words = name.split()
    if name.casefold() in _agencies() or words[0].casefold() == "the":
        return True
    return any(word.casefold().strip(".") in _trades() for word in words[1:] or words) or words[-1] in _heads()


def _recased(name: str) -> str:
    is_shouted = name.isupper() and " " in name and name.isascii()
    return re.sub(r"[A-Z]+", lambda word: word[0].capitalize(), name) if is_shouted else name


def _key(name: str) -> str:
    return "".join(ch for ch in name.casefold() if ch.isalnum())


@cache
def _agencies() -> frozenset[str]:
    return frozenset(row[column].casefold() for row in word_list("agencies") for column in ("code", "name"))


@cache
def _trades() -> frozenset[str]:
    return frozenset(row["word"] for row in word_list("byline_words") if row["trade"] == "yes") | {"staff", "team"}


@cache
def _heads() -> frozenset[str]:
    return frozenset(
        row["head"]
        for row in word_list("organisation_heads")
        if (row["position"], row["entity_type"]) == ("last", "ORG")
    )

"""The word lists of the rules, read once from seeds/*.csv."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, cast

import ahocorasick

from flows.model import ENTITY_TYPES, EntityType
from flows.resources import word_list

_TITLE_KINDS = ("honorific", "rank", "regnal", "office", "short", "job")


class Head(NamedTuple):
    """What the first or last word of a name says about its type."""

    first: dict[str, EntityType]
    last: dict[str, EntityType]


class Cue(NamedTuple):
    """What a word beside a name says about its type, as log odds."""

    entity_type: EntityType
    weight: float


@cache
def known_names() -> dict[str, EntityType]:
    """Names that are the same everywhere: countries, peoples, places, organisations."""
    names: dict[str, EntityType] = {}
    for row in word_list("organisations"):
        names[row["organisation"]] = "ORG"
    for row in word_list("places"):
        names[row["place"]] = "PLACE"
    for row in word_list("peoples"):
        names[row["people"]] = "GROUP"
    for row in word_list("countries"):
        names.update(dict.fromkeys(_parts(row["demonyms"]), "GROUP"))
        names.update(dict.fromkeys(_parts(row["country"], row["also"], row["capitals"]), "PLACE"))
    capitals = {name.upper(): kind for name, kind in names.items() if kind == "PLACE" and len(name) > 4}
    return capitals | names


@cache
def known_automaton() -> ahocorasick.Automaton:
    """Finds the known names in a text."""
    return automaton(known_names())


def automaton(names: dict[str, EntityType]) -> ahocorasick.Automaton:
    """Finds these names in a text; each hit gives the name. Empty for no names."""
    found = ahocorasick.Automaton()
    for name in names:
        found.add_word(name, name)
    found.make_automaton()
    return found


@cache
def generic_words() -> frozenset[str]:
    """Words that are no name when they stand alone, capital or not."""
    return frozenset(row["word"] for row in word_list("generic_words"))


@cache
def given_names() -> frozenset[str]:
    """First names."""
    return frozenset(row["name"] for row in word_list("gendered_names"))


@cache
def heads() -> Head:
    """The words that begin or end the names of organisations, places, events and laws."""
    found = Head({}, {})
    for row in word_list("organisation_heads"):
        (found.first if row["position"] == "first" else found.last)[row["head"]] = entity_type(row["entity_type"])
    return found


def head_type(name: str) -> EntityType | None:
    """What the head word of a longer name says: X Ministry, University of X, Lake X, X Plan of Action."""
    words = (name.title() if name.isupper() else name).split()
    if len(words) < 2:
        return None
    first, last = heads()
    of = next((i for i, word in enumerate(words) if word in ("of", "for", "on")), 0)
    if of:
        return last.get(words[of - 1]) or first.get(words[0])
    return last.get(words[-1]) or first.get(words[0])


@cache
def cues(side: str) -> dict[str, Cue]:
    """The words that tell a name's type: `before` it, `of` (city of …), or `after` it."""
    rows = (row for row in word_list("entity_cues") if row["side"] == side)
    return {row["cue"]: Cue(entity_type(row["entity_type"]), float(row["weight"])) for row in rows}


@cache
def titles() -> frozenset[str]:
    """What is said before a name and is no part of it, in lower case and without full stops."""
    rows = (row for row in word_list("titles") if row["kind"] in _TITLE_KINDS)
    return frozenset(row["title"].lower().replace(".", "") for row in rows)


def entity_type(name: str) -> EntityType:
    """The type of that name; raises ValueError where there is none."""
    if name not in ENTITY_TYPES:
        raise ValueError(f"no entity type {name!r}")
    return cast(EntityType, name)


def _parts(*cells: str) -> Iterator[str]:
    for cell in cells:
        yield from filter(None, cell.split("|"))

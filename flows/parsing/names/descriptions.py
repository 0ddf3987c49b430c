"""Whom a description stands for: the Iranian Foreign Minister, Russian FM, his counterpart."""

import re
from collections.abc import Mapping, Sequence

from flows.parsing.names.people import Person
from flows.parsing.names.titles import Holding, Office

_INDEFINITE = re.compile(r"(?<!, )\b[Aa]n? ((?:[\w'’.-]+ ?){1,6})")
# Words that make another office of one: the vice president is not meant by `the president`.
_RANKED = frozenset(
    ("vice", "deputy", "assistant", "associate", "acting", "under", "co", "press", "first", "chief", "shadow")
)


def by_noun(people: Sequence[Person]) -> dict[str, list[int]]:
    """The people by the head noun of each of their offices: minister → everyone who is some minister."""
    index: dict[str, list[int]] = {}
    for number, person in enumerate(people):
        for noun in {head_noun(office.key) for office in person.offices}:
            index.setdefault(noun, []).append(number)
    return index


def head_noun(key: str) -> str:
    """The noun that an office's key is about: secretary, of secretary of state."""
    return key.partition(" of ")[0].rpartition(" ")[2]


def unnamed(text: str) -> dict[str, int]:
    """Where the text first speaks of each kind of person without a name: an analyst said; not so in Doe, an analyst."""
    first: dict[str, int] = {}
    for match in _INDEFINITE.finditer(text):
        said = match[1].split()
        for word, following in zip(said, [*said[1:], ""], strict=True):
            if not following[:1].isupper():
                first.setdefault(word.rstrip("."), match.start())
    return first


def holder_of(
    wanted: Office, people: Sequence[Person], nouns: Mapping[str, list[int]], number: int | None
) -> int | None:
    """The one person whose office is the one described, None where nobody or more than one person fits.

    A description that says of what (the Iranian minister) fits an office of just that; one that does not (the minister)
    fits whoever alone holds such an office among the people named before the mention `number`. Where that is None, as
    in a headline, they are those of the whole article.
    """
    candidates = nouns.get(head_noun(wanted.key), [])
    if wanted.key == "counterpart":
        return _counterpart(wanted, people, candidates)
    if wanted.kind == "contest" or (wanted.kind == "relation" and not wanted.of):
        return None  # a race has many candidates, and everyone has friends
    fitting = []
    for i in candidates:
        held = [office for office in people[i].offices if _fits(office, wanted)]
        belongs = frozenset().union(*(office.of for office in people[i].offices)) if held else frozenset()
        if held and wanted.of <= belongs and (wanted.gender or people[i].gender) in (people[i].gender, None):
            fitting.append(i)
    if number is not None and not wanted.of:
        fitting = [i for i in fitting if people[i].mentions[0] < number]
    return fitting[0] if len(fitting) == 1 else None


def _fits(office: Holding, wanted: Office) -> bool:
    """Whether an office is the one described, or a special case of it: the minister, of a foreign minister."""
    if office.former != wanted.former or office.kind == "contest":
        return False
    if office.key == wanted.key:
        return True
    return (
        wanted.key not in _RANKED
        and wanted.key == head_noun(office.key)
        and not _RANKED.intersection(office.key.split())
    )


def _counterpart(wanted: Office, people: Sequence[Person], introduced: Sequence[int]) -> int | None:
    """The one person introduced as the counterpart from there, or who holds there an office that someone else holds."""
    if not wanted.of:
        return None
    fitting = {i for i in introduced if any(wanted.of <= o.of for o in people[i].offices if o.key == "counterpart")}
    if not fitting:
        holders: dict[str, set[int]] = {}
        there: dict[str, set[int]] = {}
        for i, person in enumerate(people):
            for office in person.offices:
                if office.kind in ("office", "rank") and not office.former:
                    holders.setdefault(office.key, set()).add(i)
                    if wanted.of <= office.of:
                        there.setdefault(office.key, set()).add(i)
        fitting = {i for key, found in there.items() if len(holders[key]) > 1 for i in found}
    return fitting.pop() if len(fitting) == 1 else None

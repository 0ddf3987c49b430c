"""Mentions held against mentions: span and type, and the full name each stands for."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows.model import ENTITY_TYPES
from flows.scoring.measures import Measure, measure


@dataclass(frozen=True, slots=True)
class Named:
    """A mention to compare, answered or found: its span in the text compared in."""

    start: int
    end: int
    entity_type: str
    names: tuple[str, ...] = ()  # the name given; of an answer, each that is right
    optional: bool = False


@dataclass(frozen=True, slots=True)
class EntityPairs:
    """The mentions of one article that count, and those that agree in span and type."""

    gold: tuple[Named, ...]
    predicted: tuple[Named, ...]
    pairs: tuple[tuple[Named, Named], ...]


def pair_entities(
    text: str, gold: Sequence[Named], predicted: Sequence[Named], types: Sequence[str] = ENTITY_TYPES
) -> EntityPairs:
    """Pair mentions of the same span and type; edge white space and a closing 's do not count.

    Optional answers and answers of other types are neither missed nor, where a finding meets one, held against it.
    """
    answers = {_key(text, one): one for one in gold if one.entity_type in types and not one.optional}
    excused = [_key(text, one) for one in gold if one.entity_type not in types or one.optional]
    findings = {}
    for one in predicted:
        key = _key(text, one)
        if one.entity_type not in types:
            continue
        if any(_meet(key, other) for other in answers) or not any(_meet(key, other) for other in excused):
            findings[key] = one
    return EntityPairs(
        tuple(answers.values()),
        tuple(findings.values()),
        tuple((answers[key], findings[key]) for key in answers if key in findings),
    )


def measure_entities(cases: Iterable[EntityPairs], types: Sequence[str] = ENTITY_TYPES) -> dict[str, Measure]:
    """All mentions and each type, span and type exact; `names` over the mentions found."""
    gold: Counter[str] = Counter()
    predicted: Counter[str] = Counter()
    right: Counter[str] = Counter()
    named = same_name = 0
    for case in cases:
        gold.update(one.entity_type for one in case.gold)
        predicted.update(one.entity_type for one in case.predicted)
        right.update(one.entity_type for one, _ in case.pairs)
        for answer, finding in case.pairs:
            if answer.names:
                named += 1
                same_name += not _plain(answer.names).isdisjoint(_plain(finding.names))
    rows = {"entities": measure(right.total(), predicted.total(), gold.total())}
    rows |= {f"entities.{one}": measure(right[one], predicted[one], gold[one]) for one in types}
    rows["names"] = measure(same_name, named, named)
    return rows


def _plain(names: tuple[str, ...]) -> set[str]:
    return {" ".join(name.casefold().split()) for name in names}


def _key(text: str, one: Named) -> tuple[int, int, str]:
    start, end = one.start, one.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start > 2 and text[end - 2 : end] in ("'s", "’s"):
        end -= 2
    return start, end, one.entity_type


def _meet(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return max(one[0], other[0]) < min(one[1], other[1])

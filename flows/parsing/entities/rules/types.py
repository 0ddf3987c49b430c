"""Each form of a name gets one type in an article: the one that all evidence together speaks for.

A form's evidence is a sum of log odds over its mentions: how likely the model finds each type, plus what each source
below adds. The sources are named, so that each can be left out and measured.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from flows.model import ENTITY_TYPES, EntityType
from flows.parsing.entities.drafts import Draft, Reading
from flows.parsing.entities.lexicon import cues, entity_type, given_names, head_type, heads, known_names

_NAMES = frozenset(("PERSON", "ORG", "PLACE"))
_FLOOR = 0.1  # no single mention rules a type out
_CERTAIN = 0.9  # what a rule's own mention counts as

Evidence = dict[EntityType, float]


class Hint(NamedTuple):
    """A form, the type something about it speaks for, and how strongly, as log odds."""

    form: str
    entity_type: EntityType
    weight: float


Source = Callable[[Reading, list[Draft]], Iterable[Hint]]


def types(reading: Reading, drafts: list[Draft], without: frozenset[str] = frozenset()) -> list[Draft]:
    """Give every mention of a form the type that the article speaks for; `without` leaves out sources."""
    evidence = _from_model(drafts)
    for name, source in SOURCES.items():
        if name not in without:
            for hint in source(reading, drafts):
                evidence[hint.form][hint.entity_type] += hint.weight
    best = _best(evidence)
    if "company" not in without:
        for hint in company(reading, drafts, best):
            evidence[hint.form][hint.entity_type] += hint.weight
        best = _best(evidence)
    if "surnames" not in without:
        model = _from_model(drafts)
        best |= dict.fromkeys((f for f in surnames(best) if f not in known_names() or model[f]["PERSON"] > model[f][known_names()[f]]), "PERSON")
    return [
        draft if draft.entity_type == best[draft.text] else draft._replace(entity_type=best[draft.text], method="types")
        for draft in drafts
    ]


def cued(reading: Reading, drafts: list[Draft]) -> Iterable[Hint]:
    """The word before a name (Mr X, in X, city of X) and after it (X said, X province)."""
    before, of, after = cues("before"), cues("of"), cues("after")
    for draft in drafts:
        if draft.entity_type not in _NAMES:
            continue
        text, start, end = reading.texts[draft.field], draft.start, draft.end
        if text[start - 1 : start] == " ":
            words = text[max(0, start - 40) : start].lower().split()[-3:]
            if words and words[-1] == "the":
                del words[-1]
                yield Hint(draft.text, "PERSON", -2.0)
            cue = before.get(words[-1].rstrip(".")) if words else None
            if cue is None and len(words) > 1 and words[-1] == "of":
                cue = of.get(words[-2])
            if cue is not None:
                yield Hint(draft.text, *cue)
        follows = text[end : end + 24].split(maxsplit=1)
        if follows and (text[end] == " " or text.startswith(", who", end)):
            cue = after.get(follows[0 if text[end] == " " else -1].lower().strip(".,;:"))
            if cue is not None:
                yield Hint(draft.text, *cue)


def headed(_: Reading, drafts: list[Draft]) -> Iterable[Hint]:
    """The last or first word of a longer name: X Ministry, University of X, X River."""
    for draft in drafts:
        if (kind := head_type(draft.text)) is not None:
            yield Hint(draft.text, kind, 2.0)


def given(_: Reading, drafts: list[Draft]) -> Iterable[Hint]:
    """A longer name that begins with a first name."""
    names = given_names()
    last = heads().last
    for form in {draft.text for draft in drafts}:
        first, _space, rest = form.partition(" ")
        if rest and first in names and rest.split()[-1] not in last:
            yield Hint(form, "PERSON", 2.0)


def listed(_: Reading, drafts: list[Draft]) -> Iterable[Hint]:
    """A name that everybody knows."""
    names = known_names()
    for draft in drafts:
        if draft.text in names:
            yield Hint(draft.text, names[draft.text], 3.0)


def company(reading: Reading, drafts: list[Draft], best: dict[str, EntityType]) -> Iterable[Hint]:
    """Names in a list are of one type: A, B and C."""
    for left, right in zip(drafts, drafts[1:], strict=False):
        if left.field == right.field and 0 < right.start - left.end <= 6:
            if reading.texts[left.field][left.end : right.start] in _BETWEEN:
                yield Hint(left.text, best[right.text], 2.0)
                yield Hint(right.text, best[left.text], 2.0)


_BETWEEN = frozenset((", ", " and ", ", and ", " or ", "; ", " & "))


def surnames(best: dict[str, EntityType]) -> Iterable[str]:
    """The first and last names of the people of the article, where they stand alone."""
    for form, kind in best.items():
        words = form.split()
        if kind == "PERSON" and len(words) > 1:
            for word in (words[0], words[-1]):
                if word in best and best[word] != "PERSON":
                    yield word


def _from_model(drafts: list[Draft]) -> dict[str, Evidence]:
    evidence: dict[str, Evidence] = {}
    for draft in drafts:
        total = evidence.setdefault(draft.text, dict.fromkeys(_TYPES, 0.0))
        chances = draft.chances or {draft.entity_type: _CERTAIN}
        for kind in _TYPES:
            total[kind] += math.log(chances.get(kind, 0.0) + _FLOOR)
    return evidence


def _best(evidence: dict[str, Evidence]) -> dict[str, EntityType]:
    return {form: max(total, key=total.__getitem__) for form, total in evidence.items()}


_TYPES = tuple(entity_type(name) for name in ENTITY_TYPES)
SOURCES: dict[str, Source] = {
    "cues": cued,
    "heads": headed,
    "given_names": given,
    "known_types": listed,
}

"""Each form of a name gets one type in an article: the one that all evidence together speaks for.

A form's evidence is a sum of log odds over its mentions: how likely the model finds each type, and what each source
below adds. The sources have names, so that each can be left out and measured.
"""

import math
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import NamedTuple

from flows.model import ENTITY_TYPES, EntityType
from flows.parsing.entities.drafts import Draft, Reading
from flows.parsing.entities.lexicon import cues, entity_type, given_names, head_type, heads, known_names

_TYPES = tuple(entity_type(name) for name in ENTITY_TYPES)
_FLOOR = 0.1  # no mention rules a type out
_CERTAIN = 0.9  # how likely a rule's own mention is
_NAMES = frozenset(("PERSON", "ORG", "PLACE"))
_BETWEEN = frozenset((", ", " and ", ", and ", " or ", ", or ", "; ", " & "))  # the names of a list

Evidence = dict[EntityType, float]


class Hint(NamedTuple):
    """A form, the type that something about it speaks for, and how strongly, as log odds."""

    form: str
    entity_type: EntityType
    weight: float


Source = Callable[[Reading, list[Draft]], Iterable[Hint]]


def types(reading: Reading, drafts: list[Draft], without: frozenset[str] = frozenset()) -> list[Draft]:
    """Give every mention of a form the type that the article speaks for; `without` leaves out sources."""
    written = drafts
    drafts = _in_usual_case(drafts)
    model = _from_model(drafts)
    evidence = {form: dict(total) for form, total in model.items()}
    for name, source in SOURCES.items():
        if name not in without:
            _add(evidence, source(reading, drafts))
    if "lists" not in without:
        _add(evidence, _listed(reading, drafts, _best(evidence)))
    best = _best(evidence)
    if "surnames" not in without:
        best.update(dict.fromkeys(_surnames(best, model), "PERSON"))
    return [
        draft if draft.entity_type == best[form.text] else draft._replace(entity_type=best[form.text], method="types")
        for draft, form in zip(written, drafts, strict=True)
    ]


def _in_usual_case(drafts: list[Draft]) -> list[Draft]:
    """PUTIN counts as Putin where the article has both."""
    forms = {draft.text for draft in drafts}
    return [
        draft._replace(text=draft.text.title()) if draft.text.isupper() and draft.text.title() in forms else draft
        for draft in drafts
    ]


def _cued(reading: Reading, drafts: list[Draft]) -> Iterable[Hint]:
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
        if text.startswith((" ", ", who"), end):
            words = text[end : end + 24].lstrip(", ").split(maxsplit=1)
            cue = after.get(words[0].lower().strip(".,;:")) if words else None
            if cue is not None:
                yield Hint(draft.text, *cue)


def _headed(_: Reading, drafts: list[Draft]) -> Iterable[Hint]:
    """The head word of a longer name: X Ministry, University of X, X River."""
    for draft in drafts:
        if (kind := head_type(draft.text)) is not None:
            yield Hint(draft.text, kind, 2.0)


def _given(_: Reading, drafts: list[Draft]) -> Iterable[Hint]:
    """A longer name that begins with a first name."""
    last = heads().last
    for form in {draft.text for draft in drafts}:
        first, _space, rest = form.partition(" ")
        if rest and first in given_names() and rest.split()[-1] not in last:
            yield Hint(form, "PERSON", 2.0)


def _known(_: Reading, drafts: list[Draft]) -> Iterable[Hint]:
    """A name that everybody knows."""
    names = known_names()
    for draft in drafts:
        if draft.text in names:
            yield Hint(draft.text, names[draft.text], 3.0)


SOURCES: dict[str, Source] = {
    "cues": _cued,
    "heads": _headed,
    "given_names": _given,
    "known_types": _known,
}


def _listed(reading: Reading, drafts: list[Draft], best: dict[str, EntityType]) -> Iterable[Hint]:
    """The names of a list (A, B and C) are of one type."""
    for left, right in pairwise(drafts):
        if left.field == right.field and reading.texts[left.field][left.end : right.start][:8] in _BETWEEN:
            yield Hint(left.text, best[right.text], 2.0)
            yield Hint(right.text, best[left.text], 2.0)


def _surnames(best: dict[str, EntityType], model: dict[str, Evidence]) -> Iterable[str]:
    """The first and last names of the article's people, where they stand alone.

    A name that is also a country's or a city's only where the model sees a person in it.
    """
    known = known_names()
    for form, kind in best.items():
        words = form.split()
        if kind == "PERSON" and len(words) > 1:
            for word in (words[0], words[-1]):
                if word in best and (word not in known or model[word]["PERSON"] > model[word][known[word]]):
                    yield word


def _from_model(drafts: list[Draft]) -> dict[str, Evidence]:
    evidence: dict[str, Evidence] = {}
    for draft in drafts:
        total = evidence.setdefault(draft.text, dict.fromkeys(_TYPES, 0.0))
        chances = draft.chances or {draft.entity_type: _CERTAIN}
        for kind in _TYPES:
            total[kind] += math.log(chances.get(kind, 0.0) + _FLOOR)
    return evidence


def _add(evidence: dict[str, Evidence], hints: Iterable[Hint]) -> None:
    for form, kind, weight in hints:
        evidence[form][kind] += weight


def _best(evidence: dict[str, Evidence]) -> dict[str, EntityType]:
    return {form: max(total, key=total.__getitem__) for form, total in evidence.items()}

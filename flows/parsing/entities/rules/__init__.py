"""The rules of news text, in the order in which they are applied. Each can be left out by its name."""

from collections.abc import Callable

from flows.parsing.entities.drafts import Draft, Reading
from flows.parsing.entities.rules.acronyms import acronyms
from flows.parsing.entities.rules.dateline import dateline
from flows.parsing.entities.rules.edges import edges
from flows.parsing.entities.rules.generic import generic
from flows.parsing.entities.rules.known import known
from flows.parsing.entities.rules.repeats import repeats
from flows.parsing.entities.rules.titles import titles
from flows.parsing.entities.rules.types import SOURCES, types
from flows.parsing.entities.rules.whole import whole

STEPS: dict[str, Callable[[Reading, list[Draft]], list[Draft]]] = {
    "edges": edges,
    "generic": generic,
    "titles": titles,
    "dateline": dateline,
    "known": known,
    "types": types,
    "acronyms": acronyms,
    "whole": whole,
    "repeats": repeats,
}
RULES: tuple[str, ...] = (*STEPS, *SOURCES, "lists", "surnames")


def apply(reading: Reading, drafts: list[Draft], without: frozenset[str] = frozenset()) -> list[Draft]:
    """Put the model's mentions right; `without` names the rules to leave out."""
    for name, step in STEPS.items():
        if name not in without:
            drafts = types(reading, drafts, without) if step is types else step(reading, drafts)
    return drafts

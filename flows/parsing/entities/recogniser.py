"""Entities of articles: what the model finds, put right by the rules of news text."""

from collections.abc import Sequence
from functools import cache

from flows.model import Article, EntityType, Mention
from flows.parsing.entities.drafts import Draft, Reading, as_mention
from flows.parsing.entities.models import CharSpan, Model, load_model
from flows.parsing.entities.passages import Passage, passages
from flows.parsing.entities.rules import apply

_TYPES: dict[str, EntityType] = {
    "PERSON": "PERSON",
    "PER": "PERSON",
    "ORG": "ORG",
    "GPE": "PLACE",
    "LOC": "PLACE",
    "FAC": "PLACE",
    "NORP": "GROUP",
    "EVENT": "EVENT",
    "LAW": "LAW",
    "PRODUCT": "PRODUCT",
    "WORK_OF_ART": "WORK",
}


@cache
def load_recogniser(model: str | None = None) -> "Recogniser":
    """Load the medium English model to run fast, or the spaCy pipeline of that name or path; once a process.

    Raises OSError where there is no such pipeline.
    """
    return Recogniser(load_model(model))


class Recogniser:
    """Finds the entities of articles."""

    def __init__(self, model: Model) -> None:
        """Find with this model."""
        self._model = model

    def find(self, articles: Sequence[Article], without: frozenset[str] = frozenset()) -> list[tuple[Mention, ...]]:
        """The mentions of each article, title first and in order, none overlapping.

        `without` leaves out rules by their names (`rules.RULES`), to measure what each of them adds.
        """
        found = []
        for article, drafts in zip(articles, self.read(articles), strict=True):
            put_right = apply(Reading(article), drafts, without)
            found.append(tuple(as_mention(draft) for draft in put_right))
        return found

    def read(self, articles: Sequence[Article]) -> list[list[Draft]]:
        """What the model alone finds in each article."""
        read = [(number, passage) for number, article in enumerate(articles) for passage in passages(article)]
        found: list[list[Draft]] = [[] for _ in articles]
        for (number, passage), spans in zip(read, self._model.entities([p.text for _, p in read]), strict=True):
            text = articles[number].text_of(passage.field)
            found[number].extend(_draft(text, passage, span) for span in spans if span.label in _TYPES)
        return found


def _draft(text: str, passage: Passage, span: CharSpan) -> Draft:
    chances: dict[EntityType, float] = {}
    for label, chance in span.chances.items():
        if (kind := _TYPES.get(label)) is not None:
            chances[kind] = chances.get(kind, 0.0) + chance
    start, end = passage.start_char + span.start, passage.start_char + span.end
    return Draft(passage.field, start, end, text[start:end], _TYPES[span.label], "model", chances)

"""Scoring: what the parser read, held against answers that people made by reading."""

from collections.abc import Sequence
from pathlib import Path

from flows.model import Parsed
from flows.scoring.answers import Answer, read_answers
from flows.scoring.entities import measure_entities, pair_entities
from flows.scoring.fields import Fields, measure_fields
from flows.scoring.measures import Scores
from flows.scoring.predictions import fields_of, mentions_in, quotes_in
from flows.scoring.quotes import measure_quotes, pair_quotes

__all__ = ["Scores", "score"]


def score(parsed: Sequence[Parsed], gold: Path) -> Scores:
    """Hold what was read out of articles against the answers in a folder such as `seeds/gold`.

    An article belongs to the answer that names its file. One with an answer that was not parsed counts as one in which
    nothing was found. Raises FileNotFoundError where the folder holds no answers, ValueError where an answer's words
    are not in its article.
    """
    found = {Path(one.document.path).name: one for one in parsed}
    cases: list[tuple[Answer, Parsed | None]] = [(answer, found.get(answer.article)) for answer in read_answers(gold)]
    quotes = [pair_quotes(case.text, case.quotes, quotes_in(one, case.text) if one else ()) for case, one in cases]
    entities = [
        pair_entities(case.text, case.entities, mentions_in(one, case.text) if one else ()) for case, one in cases
    ]
    fields = [(case.fields, fields_of(one.article) if one else Fields({}, "")) for case, one in cases]
    return Scores(
        articles=len(cases),
        measures=measure_quotes(quotes) | measure_entities(entities) | measure_fields(fields),
    )

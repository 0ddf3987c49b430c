"""The parser held to answers: `copydesk score`."""

from pathlib import Path

from flows.intake import documents, find, survey
from flows.model import Parsed
from flows.scoring import Scores, score
from flows.settings import Settings


def score_articles(gold: Path, settings: Settings) -> Scores:
    """Parse the articles that lie in the folder `articles` beside the answers, and hold them against these.

    Raises FileNotFoundError where either folder is missing.
    """
    from flows.parsing.parse import parse  # loads the model

    files = survey(find([gold.parent / "articles"]), {}, settings.limits).to_load
    outcomes = parse(list(documents(files, settings.limits)), settings.model)
    return score([outcome for outcome in outcomes if isinstance(outcome, Parsed)], gold)

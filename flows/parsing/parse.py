"""One document → everything that is read out of it; the stage's steps in order."""

from collections.abc import Sequence

from flows.model import Article, Document, Parsed, Problem
from flows.parsing.entities import load_recogniser
from flows.parsing.names import resolve_names
from flows.parsing.quotes import find_quotes
from flows.parsing.structure import read_article


def parse(documents: Sequence[Document], model: str | None = None) -> list[Parsed | Problem]:
    """Parse each document, in order; one that cannot be parsed becomes a Problem and leaves the others alone."""
    outcomes: dict[int, Parsed | Problem] = {}
    articles: dict[int, Article] = {}
    for number, document in enumerate(documents):
        try:
            article = read_article(document)
        except Exception as error:  # noqa: BLE001  whatever a text provokes is that text's problem alone
            outcomes[number] = _problem(document, error)
            continue
        if article.body.strip():
            articles[number] = article
        else:
            outcomes[number] = _no_text(document)
    mentions = load_recogniser(model).find(list(articles.values()))
    for (number, article), found in zip(articles.items(), mentions, strict=True):
        try:
            cast = resolve_names(article, found)
            outcomes[number] = Parsed(documents[number], article, cast.mentions, find_quotes(article, cast))
        except Exception as error:  # noqa: BLE001
            outcomes[number] = _problem(documents[number], error)
    return [outcomes[number] for number in range(len(documents))]


def _no_text(document: Document) -> Problem:
    message = "no text is left beside the headline and links"
    return Problem("parse", "no_text", message, document.path, document.file_id, document.record_no)


def _problem(document: Document, error: Exception) -> Problem:
    message = f"the parser failed on this text ({type(error).__name__}: {error}); please report it"
    return Problem("parse", "parse_failed", message, document.path, document.file_id, document.record_no)

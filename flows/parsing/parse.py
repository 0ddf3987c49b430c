"""One document → everything that is read out of it; the stage's steps in order."""

from collections.abc import Sequence

from flows.model import Document, Parsed, Problem
from flows.parsing.entities import Recogniser, load_recogniser
from flows.parsing.names import resolve_names
from flows.parsing.quotes import find_quotes
from flows.parsing.structure import read_article


def parse(documents: Sequence[Document], model: str | None = None) -> list[Parsed | Problem]:
    """Parse each document, in order; one that cannot be parsed becomes a Problem and leaves the others alone."""
    recogniser = load_recogniser(model)
    try:
        return _parse(documents, recogniser)
    except Exception as error:  # noqa: BLE001  whatever a text provokes is that text's problem alone
        if len(documents) == 1:
            return [_failed(documents[0], error)]
        return [outcome for document in documents for outcome in parse([document], model)]


def _parse(documents: Sequence[Document], recogniser: Recogniser) -> list[Parsed | Problem]:
    articles = [read_article(document) for document in documents]
    mentions = recogniser.find(articles)
    outcomes: list[Parsed | Problem] = []
    for document, article, found in zip(documents, articles, mentions, strict=True):
        if article.body.strip():
            cast = resolve_names(article, found)
            outcomes.append(Parsed(document, article, cast.mentions, find_quotes(article, cast)))
        else:
            outcomes.append(_no_text(document))
    return outcomes


def _no_text(document: Document) -> Problem:
    message = "no text is left beside the headline and links"
    return Problem("parse", "no_text", message, document.path, document.file_id, document.record_no)


def _failed(document: Document, error: Exception) -> Problem:
    message = f"the parser failed on this text ({type(error).__name__}: {error}); please report it"
    return Problem("parse", "parse_failed", message, document.path, document.file_id, document.record_no)

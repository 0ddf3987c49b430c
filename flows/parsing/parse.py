"""One document → everything that is read out of it; the stage's steps in order."""

from collections.abc import Sequence

from flows.model import Document, Parsed, Problem
from flows.parsing.entities import Recogniser, load_recogniser
from flows.parsing.names import resolve_names
from flows.parsing.quotes import Syntax, find_quotes_in, load_syntax
from flows.parsing.structure import read_article

# The languages that names and quotes are found in; None is a text too short to tell. Others keep their structure.
_ENGLISH = (None, "en")


def parse(documents: Sequence[Document], model: str | None = None) -> list[Parsed | Problem]:
    """Parse each document, in order; one that cannot be parsed becomes a Problem and leaves the others alone."""
    recogniser, syntax = load_recogniser(model), load_syntax(model)
    try:
        return _parse(documents, recogniser, syntax)
    except Exception as error:  # noqa: BLE001  whatever a text provokes is that text's problem alone
        if len(documents) == 1:
            return [_failed(documents[0], error)]
        return [outcome for document in documents for outcome in parse([document], model)]


def _parse(documents: Sequence[Document], recogniser: Recogniser, syntax: Syntax) -> list[Parsed | Problem]:
    articles = [read_article(document) for document in documents]
    english = [article for article in articles if article.language in _ENGLISH]
    casts = [resolve_names(*both) for both in zip(english, recogniser.find(english), strict=True)]
    found = zip(casts, find_quotes_in(english, casts, syntax), strict=True)
    outcomes: list[Parsed | Problem] = []
    for document, article in zip(documents, articles, strict=True):
        cast, quotes = next(found) if article.language in _ENGLISH else (None, ())
        mentions = cast.mentions if cast else ()
        outcomes.append(Parsed(document, article, mentions, quotes) if article.body.strip() else _no_text(document))
    return outcomes


def _no_text(document: Document) -> Problem:
    message = "no text is left beside the headline and links"
    return Problem("parse", "no_text", message, document.path, document.file_id, document.record_no)


def _failed(document: Document, error: Exception) -> Problem:
    if isinstance(error, MemoryError):
        message = "parsing it takes more memory than COPYDESK_MAX_MEMORY"
        return Problem("parse", "out_of_memory", message, document.path, document.file_id, document.record_no)
    message = f"the parser failed on this text ({type(error).__name__}: {error}); please report it"
    return Problem("parse", "parse_failed", message, document.path, document.file_id, document.record_no)

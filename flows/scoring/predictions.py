"""What was parsed, in the form that it is compared in."""

from collections.abc import Sequence

from flows.model import Article, Parsed
from flows.scoring.alignment import Alignment
from flows.scoring.entities import Named
from flows.scoring.fields import ONE_VALUED, Fields
from flows.scoring.quotes import Said


def quotes_in(parsed: Parsed, text: str) -> list[Said]:
    """The quotes found, with their spans in `text`; one whose words are not in it is left out."""
    aligned = _Aligned(parsed.article, text)
    said = []
    for quote in parsed.quotes:
        span = aligned.span(quote.field, quote.start_char, quote.end_char)
        if span is None:
            continue
        said.append(
            Said(
                *span,
                kind=quote.kind,
                speaker_text=quote.speaker_text,
                speaker_span=aligned.span(quote.field, quote.speaker_start_char, quote.speaker_end_char),
                speaker_name=quote.speaker_name,
                cue=quote.cue,
                confidence=quote.confidence,
            )
        )
    return said


def mentions_in(parsed: Parsed, text: str) -> list[Named]:
    """The mentions found, with their spans in `text`; one whose words are not in it is left out."""
    aligned = _Aligned(parsed.article, text)
    placed = [(aligned.span(one.field, one.start_char, one.end_char), one) for one in parsed.mentions]
    return [Named(*span, one.entity_type, (one.name or one.text,)) for span, one in placed if span is not None]


def fields_of(article: Article) -> Fields:
    """The article's own fields. Sub-headings are cut from the body's blocks; a byline is not part of the body here."""
    values: dict[str, str | Sequence[str] | None] = {name: getattr(article, name) for name in ONE_VALUED}
    values["authors"] = article.authors
    values["subheadings"] = [
        article.body[block.start_char : block.end_char] for block in article.blocks if block.kind == "subheading"
    ]
    links = [(link.text, link.url) for link in article.links if link.kind == "read_more"]
    return Fields(values, _without_bylines(article), links)


def _without_bylines(article: Article) -> str:
    body, kept = article.body, []
    start = 0
    for block in sorted(article.blocks, key=lambda block: block.start_char):
        if block.kind == "byline":
            kept.append(body[start : block.start_char])
            start = block.end_char
    return "".join([*kept, body[start:]])


class _Aligned:
    """Both fields of an article aligned with a text, each once and only where it is asked for."""

    def __init__(self, article: Article, text: str) -> None:
        self._article, self._text = article, text
        self._alignments: dict[str, Alignment] = {}

    def span(self, field: str, start: int | None, end: int | None) -> tuple[int, int] | None:
        if start is None or end is None:
            return None
        if field not in self._alignments:
            self._alignments[field] = Alignment(self._text, self._article.text_of(field))
        return self._alignments[field].span(start, end)

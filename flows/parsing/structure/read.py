"""Read the structure of one article: the fields above its text, the body and its blocks, the links."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath

from flows.model import Article, Document
from flows.parsing.structure.body import Body, build_body
from flows.parsing.structure.boilerplate import take_boilerplate
from flows.parsing.structure.byline import Byline, names_of_byline
from flows.parsing.structure.characters import plain
from flows.parsing.structure.credits import read_credits
from flows.parsing.structure.dateline import Dateline, agency_name, find_dateline, is_place
from flows.parsing.structure.dates import complete_date
from flows.parsing.structure.head import part_of_head, read_head
from flows.parsing.structure.language import guess_language
from flows.parsing.structure.layout import known_paragraphs, lay_out
from flows.parsing.structure.links import merge_links, take_read_more, unmark_links
from flows.parsing.structure.markdown import unmark
from flows.parsing.structure.metadata import Given, read_metadata

_MARKDOWN = frozenset({".md", ".markdown"})


def read_article(document: Document) -> Article:
    """Return the article's fields, its body in blocks, and its links.

    What the document's metadata gives wins over what its text tells. A text without a headline is titled by its first
    sentence. The blocks' offsets count in the body, and every word of the body lies in a block besides the dateline.
    """
    given = read_metadata(document.metadata)
    text = plain(document.text)
    if not given.blocks and PurePath(document.path).suffix.casefold() in _MARKDOWN:
        text = unmark(text)
    laid_out = known_paragraphs(text, given.blocks) or lay_out(text, part_of_head)
    paragraphs, dropped = take_boilerplate(laid_out)
    paragraphs, read_more = take_read_more(paragraphs)
    paragraphs, above = take_boilerplate(paragraphs)  # what stood above a closing read-more block
    credits = read_credits(above + dropped)
    head = read_head(paragraphs, given.title)
    body = build_body(head.rest)
    headline, _ = unmark_links(head.title or "")
    title = given.title or headline or body.lede or None
    dateline = body.dateline or _given_dateline(given)
    published_at = given.published_at
    return Article(
        title=title,
        title_source=("metadata" if given.title else "headline" if headline else "lede") if title else None,
        body=body.text,
        blocks=body.blocks,
        source=_source(given, body, head.bylines, credits),
        section=given.section or body.section or head.section,
        authors=given.authors or names_of_byline(given.byline) or _authors(head.bylines) or _authors([credits]),
        dateline=dateline.text if dateline else None,
        dateline_place=given.place or (dateline.place if dateline else None),
        dateline_agency=dateline.agency if dateline else None,
        dateline_date=complete_date(dateline.date, published_at) if dateline else None,
        published_at=published_at,
        language=given.language or guess_language(given.title or headline, body.text),
        url=given.url or head.url,
        links=merge_links(given.links, read_more, body.links),
        keywords=given.keywords,
    )


def _given_dateline(given: Given) -> Dateline | None:
    """The dateline that the format keeps apart from the text, or the place alone."""
    printed = given.dateline or given.place
    if printed is None:
        return None
    bare = printed.strip(" -–—_:")
    if found := find_dateline(f"{bare} - Here the text would go on."):
        return replace(found, text=printed)
    return Dateline(printed, bare if is_place(bare) else None, None, None, 0, 0, 0)


def _authors(bylines: Iterable[Byline]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in bylines for name in one.authors))


def _source(given: Given, body: Body, bylines: Iterable[Byline], credits: Byline) -> str | None:
    """The outlet as the file gives it, as the text prints it, or the agency of dateline, byline or sign-off."""
    printed = body.dateline.agency if body.dateline else None
    agencies = (one.agency for one in (*bylines, credits) if one.agency)
    return (
        agency_name(given.source)
        or given.source
        or body.source
        or agency_name(printed)
        or printed
        or next(agencies, None)
    )

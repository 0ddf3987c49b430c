"""Pages of HTML: one article a page, its boilerplate left out."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from flows.intake.errors import UnreadableError
from flows.intake.readers.html.blocks import Anchor, flatten
from flows.intake.readers.html.body import Body, Part, find_body
from flows.intake.readers.html.charset import markup_of
from flows.intake.readers.html.facts import absolute, read_facts
from flows.intake.readers.html.head import take_head
from flows.intake.readers.html.page import parse_page
from flows.intake.readers.html.statements import read_statements
from flows.intake.source import Reader, Record, Source
from flows.intake.text import repaired

_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
_TYPES = ("text/html", "application/xhtml+xml")
_OPENING = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,2000}-->\s*)*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE
)
_SHORTEST = 60  # characters of text that make an article


def _matches(source: Source) -> bool:
    if source.suffix in _SUFFIXES or (source.content_type or "").lower().startswith(_TYPES):
        return True
    return bool(_OPENING.match(source.head.removeprefix(b"\xef\xbb\xbf")[:8192]))


def _read(source: Source) -> Iterator[Record | UnreadableError]:
    markup = markup_of(source)
    if not markup.strip():
        raise UnreadableError("empty", "there is nothing but white space in this page")
    page = parse_page(markup, source.limits.depth)
    said = read_statements(page)
    facts = read_facts(page, said, source.metadata.get("url"))
    body = find_body(flatten(page.body)) if page.body else Body([], [])
    parts, authors = take_head(body.parts, facts)
    if sum(len(part.text) for part in parts) < _SHORTEST:
        raise UnreadableError(
            "no_article", "no article is found on this page: a list of links, a stub or an empty page"
        )
    if authors:
        facts["authors"] = authors
    facts["blocks"] = [part.kind for part in parts]
    facts["links"] = _links(page, parts, body.related, facts.get("url") or "")
    yield Record(repaired("\n\n".join(part.text for part in parts)), source.metadata | _mended(facts))


def _mended(value: Any) -> Any:
    """The same without mojibake."""
    if isinstance(value, str):
        return repaired(value)
    if isinstance(value, list):
        return [_mended(one) for one in value]
    return {key: _mended(one) for key, one in value.items()}


def _links(page: LexborHTMLParser, parts: Iterable[Part], related: Iterable[Anchor], own: str) -> list[dict[str, str]]:
    """Those in the text in its order, then those to related articles; each address once, the page's own not at all."""
    stated = page.head.css_first("base[href]") if page.head else None
    base = (absolute(own, stated.attributes.get("href") or "") if stated else None) or own
    links: dict[str, dict[str, str]] = {}
    anchors = [("inline", anchor) for part in parts for anchor in part.anchors]
    for kind, anchor in [*anchors, *(("read_more", anchor) for anchor in related)]:
        url = absolute(base, anchor.href.strip())
        if url and url.partition("#")[0] != own:
            links.setdefault(url, {"kind": kind, "text": anchor.text, "url": url})
    return list(links.values())


READER = Reader("HTML", _matches, _read, one=True)

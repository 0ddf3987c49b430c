"""RSS and Atom: each item a record, read by feedparser; its full text, or the summary where nothing better is given."""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from flows.intake.errors import UnreadableError
from flows.intake.fragments import fragments
from flows.intake.markup import Copy, read_text
from flows.intake.readers.nitf import given
from flows.intake.source import Reader, Record, Source
from flows.intake.times import read_time
from flows.intake.xml import declared_encoding, refuse_entities, root_of

_WEB = ("http://", "https://")


def read_item(xml: str, opening: str, feed: Mapping[str, Any]) -> Record | UnreadableError:
    """Read one `item` or `entry` under the feed's own start tag; the feed's title and language stand in for its own."""
    entries = _parse(f"{opening}{xml}").entries
    if not entries:
        return UnreadableError("malformed", "this item of the feed cannot be read")
    entry = entries[0]
    copy = _copy(entry)
    if not copy.text.strip():
        return UnreadableError("no_text", "this item of the feed has no text and no summary")
    names = [name for one in entry.get("authors", []) if (name := one.get("name") or one.get("email"))]
    pages = [one["href"] for one in entry.get("links", []) if one.get("rel") == "alternate" and one.get("href")]
    url = next(iter(pages), entry.get("link") or entry.get("id") or "")
    keywords = [tag.get("label") or tag.get("term") for tag in entry.get("tags", [])]
    metadata = {
        "title": " ".join(read_text(entry.get("title") or "").text.split()),
        "authors": names if len(names) > 1 else [],
        "byline": names[0] if len(names) == 1 else None,
        "published_at": read_time(entry.get("published") or entry.get("created") or entry.get("updated")),
        "language": _language(entry) or feed.get("language"),
        "url": url if url.startswith(_WEB) else None,
        "source": (entry.get("source") or {}).get("title") or feed.get("title"),
        "keywords": list(dict.fromkeys(word.strip() for word in keywords if word and word.strip())),
    }
    links = [one for one in copy.links if one["url"] != url]
    return Record(copy.text, given(metadata | copy.metadata | {"links": links}))


def _parse(xml: str) -> Any:
    import feedparser

    document = f'<?xml version="1.0" encoding="utf-8"?>{xml}'.encode("utf-8", "replace")
    return feedparser.parse(io.BytesIO(document), sanitize_html=False, resolve_relative_uris=False)


def _copy(entry: Mapping[str, Any]) -> Copy:
    """The longest content that is text; the summary only where there is none."""
    texts = [one.get("value") or "" for one in entry.get("content", []) if _is_text(one.get("type") or "")]
    best = max(map(_unescaped, texts), key=lambda copy: len(copy.text), default=Copy(""))
    return best if best.text.strip() else _unescaped(entry.get("summary") or "")


def _unescaped(text: str) -> Copy:
    """HTML in a feed is escaped, and in a broken one feedparser leaves it so."""
    copy = read_text(text)
    return read_text(copy.text) if "&lt;" in text and not copy.links else copy


def _is_text(kind: str) -> bool:
    return kind.startswith("text/") or "html" in kind or not kind


def _language(entry: Mapping[str, Any]) -> str | None:
    about = [*entry.get("content", []), entry.get("title_detail") or {}]
    return next((one["language"] for one in about if one.get("language")), None)


def _matches(source: Source) -> bool:
    root = root_of(source)
    if root is None:
        return False
    name = root.name.lower()
    return name == "rss" or (name == "feed" and "/Atom" in root.tag) or (name == "rdf" and "purl.org/rss" in root.tag)


def _read(source: Source) -> Iterator[Record | UnreadableError]:
    root = root_of(source)
    assert root is not None
    refuse_entities(root)
    declared = declared_encoding(source.head)
    item = f"{root.prefix}entry".encode() if root.name.lower() == "feed" else b"item"
    begin = re.compile(rb"<" + item + rb"(?=[\s>])")
    first = begin.search(source.head)
    above = source.head[: first.start()] if first else source.head
    opening = root.tag if root.name.lower() != "rss" else f"{root.tag}<channel>"
    about = _parse(above[above.find(f"<{root.prefix}{root.name}".encode()) :].decode("utf-8", "replace")).feed
    items = 0
    for fragment in fragments(source, begin, b"</" + item + b">"):
        items += 1
        if isinstance(fragment, UnreadableError):
            yield fragment
            continue
        try:
            record = read_item(source.decode(fragment, declared), opening, about)
        except UnreadableError as error:
            record = error
        if isinstance(record, UnreadableError):
            record.data = fragment
        yield record
    if not items:
        raise UnreadableError("no_text", "this feed has no items")


READER = Reader("RSS and Atom", _matches, _read)

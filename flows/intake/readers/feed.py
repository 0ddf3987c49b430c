"""RSS and Atom: each item a record, read by feedparser; its full text, or the summary where nothing better is given."""

import io
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from flows.intake.errors import UnreadableError
from flows.intake.markup import Copy, local_name, plain_text, read_text
from flows.intake.readers.nitf import given
from flows.intake.source import Reader, Record, Source
from flows.intake.times import read_time
from flows.intake.xml import elements, root_of

_ITEMS = frozenset({"item", "entry"})
_WEB = ("http://", "https://")


def read_item(item: Any, feed: Mapping[str, Any]) -> Record | UnreadableError:
    """Read one `item` or `entry`; the feed's title and language stand in for its own."""
    import feedparser

    xml = etree.tostring(item, encoding="unicode", with_tail=False)
    shell = {"entry": ("<feed xmlns='http://www.w3.org/2005/Atom'>", "</feed>")}
    opening, closing = shell.get(local_name(item), ("<rss version='2.0'><channel>", "</channel></rss>"))
    found = feedparser.parse(
        io.BytesIO(f"{opening}{xml}{closing}".encode()), sanitize_html=False, resolve_relative_uris=False
    )
    if not found.entries:
        return UnreadableError("malformed", "this item of the feed cannot be read")
    entry = found.entries[0]
    copy = _copy(entry)
    if not copy.text.strip():
        return UnreadableError("no_text", "this item of the feed has a headline, but no text and no summary")
    links = [one for one in entry.get("links", []) if one.get("rel", "alternate") == "alternate"]
    authors = [name for one in entry.get("authors", []) if (name := one.get("name") or one.get("email"))]
    author = entry.get("author")
    url = next((one["href"] for one in links if one.get("href")), entry.get("link") or entry.get("id") or "")
    source = entry.get("source") or {}
    keywords = [tag.get("label") or tag.get("term") for tag in entry.get("tags", [])]
    metadata = {
        "title": " ".join(read_text(entry.get("title") or "").text.split()),
        "authors": authors if len(authors) > 1 else [],
        "byline": author if len(authors) < 2 else None,
        "published_at": read_time(entry.get("published") or entry.get("created") or entry.get("updated")),
        "language": _language(entry, feed),
        "url": url if url.startswith(_WEB) else None,
        "source": source.get("title") or feed.get("title"),
        "keywords": list(dict.fromkeys(word.strip() for word in keywords if word and word.strip())),
        "links": [one for one in copy.links if one["url"] != url],
    }
    return Record(copy.text, given(metadata))


def _copy(entry: Mapping[str, Any]) -> Copy:
    """The longest content that is text; the summary only where there is none."""
    contents = [
        one.get("value") or ""
        for one in entry.get("content", [])
        if "xml" not in one.get("type", "").replace("xhtml", "")
    ]
    copies = [read_text(one) for one in contents]
    best = max(copies, key=lambda copy: len(copy.text), default=Copy(""))
    return best if best.text.strip() else read_text(entry.get("summary") or "")


def _language(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> str | None:
    contents = [*entry.get("content", []), entry.get("title_detail") or {}]
    return next((one["language"] for one in contents if one.get("language")), None) or feed.get("language")


def _about(item: Any) -> dict[str, Any]:
    """Title and language of the feed that the item stands in."""
    about: dict[str, Any] = {}
    for above in item.iterancestors():
        for name, value in above.attrib.items():
            if name.rpartition("}")[2] == "lang":
                about.setdefault("language", value)
        channels = [one for one in above if local_name(one) == "channel"]
        for place in (above, *channels):
            for one in place:
                if local_name(one) in ("title", "language") and (words := plain_text(one)):
                    about.setdefault(local_name(one), words)
    return about


def _matches(source: Source) -> bool:
    root = root_of(source)
    if root is None:
        return False
    name = root.name.lower()
    return name == "rss" or (name == "feed" and "Atom" in root.tag) or (name == "rdf" and "purl.org/rss" in root.tag)


def _read(source: Source) -> Iterator[Record | UnreadableError]:
    items = 0
    for item in elements(source, _ITEMS, recover=True):
        items += 1
        yield read_item(item, _about(item))
    if not items:
        raise UnreadableError("no_text", "this feed has no items")


READER = Reader("RSS and Atom", _matches, _read)

"""NewsML-G2: news items alone or many in a message; the text is NITF, XHTML or plain text within."""

from collections.abc import Iterable, Iterator
from typing import Any

from flows.intake.errors import UnreadableError
from flows.intake.markup import Copy, local_name, plain_text, read_element, read_text
from flows.intake.readers.nitf import given, read_nitf
from flows.intake.source import Reader, Record, Source
from flows.intake.times import read_time
from flows.intake.xml import attribute, child, children, elements, root_of

_ROOTS = frozenset({"newsmessage", "newsitem", "packageitem", "conceptitem", "knowledgeitem", "planningitem"})
_ITEMS = _ROOTS - {"newsmessage"}
_WEB = ("http://", "https://")


def read_item(item: Any) -> Record | None:
    """Read one item; None where it holds no text of its own: a picture, a film, a package of references."""
    about, content = child(item, "itemmeta"), child(item, "contentmeta")
    inner = _content(child(item, "contentset"))
    if inner is None:
        return None
    guid = attribute(item, "guid") or ""
    metadata = inner.metadata | given(
        {
            "title": _first(children(content, "headline")),
            "byline": _first(children(content, "by")) or inner.metadata.get("byline") or _creators(content),
            "dateline": _first(children(content, "dateline")),
            "published_at": _time(about, content),
            "language": attribute(child(content, "language"), "tag") or attribute(item, "lang"),
            "url": guid if guid.startswith(_WEB) else None,
            "source": _name(child(content, "infosource")) or _name(child(about, "provider")),
            "keywords": _keywords(content),
            "links": inner.metadata.get("links", []) + _links(about),
        }
    )
    if "dateline" not in metadata:
        metadata |= given({"place": _first(children(content, "located", "name"))})
    return Record(inner.text, metadata)


def _content(contents: Any) -> Record | None:
    """The first content with words in it, of the XML before that of plain data."""
    for one in (*children(contents, "inlinexml"), *children(contents, "inlinedata")):
        nitf = child(one, "nitf")
        if nitf is not None:
            record = read_nitf(nitf)
        elif local_name(one) == "inlinedata":
            record = _record(read_text(one.text or ""))
        else:
            html = child(one, "html")
            body = child(html, "body")
            title = _first(children(html, "head", "title"))
            record = _record(read_element(one if body is None else body), title)
        if record.text:
            return record
    return None


def _record(copy: Copy, title: str | None = None) -> Record:
    return Record(copy.text, given({"title": title}) | copy.metadata)


def _first(found: Iterable[Any]) -> str | None:
    return next((words for one in found if (words := plain_text(one))), None)


def _name(element: Any) -> str | None:
    return _first(children(element, "name")) or attribute(element, "literal")


def _time(about: Any, content: Any) -> str | None:
    """When the story was made, or else when its first or this version was."""
    printed = (
        child(content, "contentcreated"),
        child(about, "firstcreated"),
        child(about, "versioncreated"),
        child(content, "contentmodified"),
    )
    times = (read_time(one.text) for one in printed if one is not None)
    return next((time for time in times if time), None)


def _creators(content: Any) -> str | None:
    """People named as creators; a word alone is a login, a name that is the source's is no person's."""
    source = _name(child(content, "infosource"))
    names = [name for one in children(content, "creator") if (name := _name(one)) and " " in name and name != source]
    return ", ".join(names) or None


def _keywords(content: Any) -> list[str]:
    words = [plain_text(one) for one in children(content, "keyword")]
    topics = [_first(children(one, "name")) for one in children(content, "subject")]
    return list(dict.fromkeys(word for word in (*words, *topics) if word))


def _links(about: Any) -> list[dict[str, str]]:
    """The pages that the item points its readers at."""
    links = []
    for one in children(about, "link"):
        url = attribute(one, "href") or ""
        if url.startswith(_WEB) and (attribute(one, "rel") or "").lower().endswith("seealso"):
            links.append({"kind": "read_more", "text": _first(children(one, "title")) or url, "url": url})
    return links


def _matches(source: Source) -> bool:
    root = root_of(source)
    return root is not None and root.name.lower() in _ROOTS


def _read(source: Source) -> Iterator[Record | UnreadableError]:
    items = texts = 0
    for item in elements(source, _ITEMS):
        items += 1
        record = read_item(item)
        if record is not None:
            texts += 1
            yield record
    if not texts:
        raise UnreadableError("no_text", f"none of the {items:,} items of this NewsML-G2 holds text")


READER = Reader("NewsML-G2", _matches, _read)

"""NewsML 1: news items whose components hold NITF, HTML or plain text."""

from collections.abc import Iterable, Iterator
from typing import Any

from flows.intake.errors import UnreadableError
from flows.intake.markup import plain_text, read_element, read_text
from flows.intake.readers.nitf import given, read_nitf
from flows.intake.source import Reader, Record, Source
from flows.intake.times import read_time
from flows.intake.xml import attribute, child, children, elements, root_of


def read_item(item: Any) -> Record | None:
    """Read one `NewsItem`; None where it holds no text: a picture, or a notice about another item."""
    inner = _content(item)
    if inner is None:
        return None
    metadata = inner.metadata | given(
        {
            "title": _first(children(item, "*", "headline")),
            "byline": _first(children(item, "*", "byline")),
            "dateline": _first(children(item, "*", "dateline")),
            "published_at": _time(item),
            "language": attribute(child(item, "*", "language"), "formalname") or attribute(item, "lang"),
            "source": _party(item, "provider") or _party(item, "source"),
            "keywords": _keywords(item),
        }
    )
    if "dateline" not in metadata:
        metadata |= given({"place": _property(child(item, "*", "location"), "City")})
    return Record(inner.text, metadata)


def _content(item: Any) -> Record | None:
    """The first content with words in it that is not declared to be something else than text."""
    for content in children(item, "*", "contentitem"):
        kind = (attribute(child(content, "mediatype"), "formalname") or "text").lower()
        data = child(content, "datacontent")
        if data is None or "text" not in kind:
            continue
        nitf = child(data, "*", "nitf")
        body = child(data, "*", "body")
        if nitf is not None:
            record = read_nitf(nitf)
        elif any(isinstance(one.tag, str) for one in data):
            copy = read_element(data if body is None else body)
            record = Record(copy.text, copy.metadata)
        else:
            copy = read_text("".join(data.itertext()))
            record = Record(copy.text, copy.metadata)
        if record.text:
            return record
    return None


def _first(found: Iterable[Any]) -> str | None:
    return next((words for one in found if (words := plain_text(one))), None)


def _time(item: Any) -> str | None:
    management = child(item, "newsmanagement")
    printed = (
        child(management, "firstcreated"),
        child(management, "thisrevisioncreated"),
        child(item, "identification", "newsidentifier", "dateid"),
    )
    times = (read_time(one.text) for one in printed if one is not None)
    return next((time for time in times if time), None)


def _party(item: Any, role: str) -> str | None:
    party = child(item, "*", role, "party")
    return attribute(party, "formalname") if party is not None else None


def _property(element: Any, name: str) -> str | None:
    found = (one for one in children(element, "property") if attribute(one, "formalname") == name)
    return next((value for one in found if (value := attribute(one, "value"))), None)


def _keywords(item: Any) -> list[str]:
    lines = [plain_text(one) for one in children(item, "*", "keywordline")]
    described = [
        attribute(one, "value")
        for one in children(item, "*", "descriptivemetadata", "property")
        if (attribute(one, "formalname") or "").lower() == "keyword"
    ]
    return list(dict.fromkeys(word for word in (*lines, *described) if word))


def _matches(source: Source) -> bool:
    root = root_of(source)
    return root is not None and root.name == "NewsML"


def _read(source: Source) -> Iterator[Record | UnreadableError]:
    items = texts = 0
    for item in elements(source, frozenset({"newsitem"})):
        items += 1
        record = read_item(item)
        if record is not None:
            texts += 1
            yield record
    if not texts:
        raise UnreadableError("no_text", f"none of the {items:,} items of this NewsML holds text")


READER = Reader("NewsML 1", _matches, _read)

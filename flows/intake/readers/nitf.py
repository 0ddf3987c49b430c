"""NITF: one article a file, or the content of another format."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from flows.intake.errors import UnreadableError
from flows.intake.markup import Copy, plain_text, read_element
from flows.intake.source import Reader, Record, Source
from flows.intake.times import read_time
from flows.intake.xml import attribute, child, children, elements, root_of
from flows.resources import word_list

_WEB = ("http://", "https://")


def read_nitf(nitf: Any) -> Record:
    """Read one `nitf` element, whatever its version and namespace. Its text is empty where it has none."""
    head, above = child(nitf, "head"), child(nitf, "body", "body.head")
    data = child(head, "docdata")
    publication = child(head, "pubdata")
    copy = nitf_copy(nitf)
    identity = attribute(child(data, "doc-id"), "id-string") or ""
    metadata = {
        "title": _title(head, above),
        "byline": read_byline(above),
        "dateline": _words(child(above, "dateline")),
        "place": _words(child(above, "dateline", "location")),
        "published_at": _time(data, publication, above),
        "language": attribute(nitf, "lang") or attribute(nitf, "baselang") or attribute(child(nitf, "body"), "lang"),
        "url": attribute(publication, "ex-ref") or (identity if identity.startswith(_WEB) else None),
        "source": _source(data, publication, above),
        "section": attribute(publication, "position.section")
        or attribute(child(head, "tobject", "tobject.subject"), "tobject.subject.type"),
        "keywords": [key for one in children(data, "key-list", "keyword") if (key := attribute(one, "key"))],
    }
    return Record(copy.text, given(metadata) | copy.metadata)


def nitf_copy(nitf: Any) -> Copy:
    """The text of `body.content`."""
    content = child(nitf, "body", "body.content")
    return read_element(content) if content is not None else Copy("")


def read_byline(above: Any) -> str | None:
    """The bylines of a `body.head`, as printed.

    A job (`byttl`) next to a `person` is left out; what else stands there is part of the line, since names are not
    marked in most of them.
    """
    lines = []
    for byline in children(above, "byline"):
        people = [plain_text(person) for person in children(byline, "person")]
        title = _words(child(byline, "byttl")) or ""
        only_people = len(people) > 1 or (people and title.split()[-1:] and title.split()[-1].casefold() in _trades())
        lines.append(", ".join(people) if only_people else plain_text(byline))
    return ", ".join(line for line in lines if line) or None


@cache
def _trades() -> frozenset[str]:
    return frozenset(row["word"] for row in word_list("byline_words") if row["trade"] == "yes")


def given(metadata: dict[str, Any]) -> dict[str, Any]:
    """The metadata without what is not given."""
    return {key: value for key, value in metadata.items() if value}


def _title(head: Any, above: Any) -> str | None:
    for headline in ("hedline", "headline"):
        if (found := child(above, headline)) is not None:
            first = child(found, "hl1")
            if words := _words(first if first is not None else found):
                return words
    return _words(child(head, "title"))


def _words(element: Any) -> str | None:
    return plain_text(element) or None if element is not None else None


def _time(data: Any, publication: Any, above: Any) -> str | None:
    printed = (
        attribute(child(data, "date.issue"), "norm"),
        attribute(child(data, "date.release"), "norm"),
        attribute(publication, "date.publication"),
        attribute(child(above, "dateline", "story.date"), "norm"),
    )
    return next((time for one in printed if (time := read_time(one))), None)


def _source(data: Any, publication: Any, above: Any) -> str | None:
    return (
        _words(child(above, "distributor"))
        or attribute(publication, "name")
        or attribute(child(data, "doc-id"), "regsrc")
        or attribute(child(data, "doc.copyright"), "holder")
        or attribute(child(data, "del-list", "from-src"), "src-name")
    )


def _matches(source: Source) -> bool:
    root = root_of(source)
    return root is not None and root.name.lower() == "nitf"


def _read(source: Source) -> Iterator[Record | UnreadableError]:
    for nitf in elements(source, frozenset({"nitf"})):
        record = read_nitf(nitf)
        yield record if record.text else UnreadableError("no_text", "this NITF has no text in its body.content")


READER = Reader("NITF", _matches, _read, one=True)

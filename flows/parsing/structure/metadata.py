"""Read what the file's own format says about an article."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Literal

from flows.model import Link
from flows.parsing.structure.characters import plain_line


@dataclass(frozen=True, slots=True)
class Given:
    """The fields that need not be read from the text; None or empty where the format does not give them."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published_at: str | None = None
    language: str | None = None
    url: str | None = None
    source: str | None = None
    section: str | None = None
    links: tuple[Link, ...] = ()
    keywords: tuple[str, ...] = ()
    byline: str | None = None
    dateline: str | None = None
    place: str | None = None
    blocks: tuple[str, ...] = ()  # the kind of each paragraph of the text, where the format tells them apart


def read_metadata(metadata: Mapping[str, Any]) -> Given:
    """Return the known fields of a document's metadata; a value of another type or form counts as not given.

    `published_at` may be a datetime, a date or ISO 8601 text, and becomes ISO 8601 with a zone, UTC where it has none.
    """
    authors = metadata.get("authors")
    return Given(
        _line(metadata.get("title")),
        tuple(name for one in ([authors] if isinstance(authors, str) else _items(authors)) if (name := _line(one))),
        _time(metadata.get("published_at")),
        _language(metadata.get("language")),
        _line(metadata.get("url")),
        _line(metadata.get("source")),
        _line(metadata.get("section")),
        tuple(link for one in _items(metadata.get("links")) if (link := _link(one))),
        tuple(dict.fromkeys(word for one in _items(metadata.get("keywords")) if (word := _line(one)))),
        _line(metadata.get("byline")),
        _line(metadata.get("dateline")),
        _line(metadata.get("place")),
        tuple(one for one in _items(metadata.get("blocks")) if isinstance(one, str)),
    )


def _line(value: Any) -> str | None:
    return plain_line(value) or None if isinstance(value, str) else None


def _items(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list | tuple) else ()


def _time(value: Any) -> str | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    elif isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()


def _language(value: Any) -> str | None:
    code = (_line(value) or "").replace("_", "-").split("-")[0].casefold()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def _link(value: Any) -> Link | None:
    if isinstance(value, Link):
        return value
    if isinstance(value, str):
        value = {"url": value}
    if not isinstance(value, Mapping):
        return None
    url = _line(value.get("url"))
    text = _line(value.get("text")) or url
    kind: Literal["read_more", "inline"] = "read_more" if value.get("kind") == "read_more" else "inline"
    return Link(kind, text, url) if text else None

"""ninjs 1 to 3, the IPTC's JSON: one object → a record. Read out of JSON by readers/json_records.py."""

from collections.abc import Mapping
from typing import Any

from flows.intake.fields import metadata_of, words_of
from flows.intake.markup import Copy, read_html, read_text
from flows.intake.source import Record

_BODIES = ("body_xhtml", "body_html", "body_text")
_DATES = ("contentcreated", "firstcreated", "versioncreated")
_IDENTITIES = ("uri", "guid", "type", "representationtype", "versioncreated", "pubstatus", "standard")
_WEB = ("http://", "https://")


def is_ninjs(values: Mapping[str, Any]) -> bool:
    """Whether this object is a news item of ninjs: a body or headline in its names, and one that only it has."""
    has_body = any(key.startswith("body_") for key in values) or "bodies" in values or "headlines" in values
    has_headline = "headline" in values or "headlines" in values
    return (has_body or has_headline) and sum(name in values for name in _IDENTITIES) >= 2


def read_ninjs(values: Mapping[str, Any]) -> Record:
    """Read one item; its text is empty where it has none: pictures, packages of references."""
    copy = _body(values)
    uri = next((values[key] for key in ("url", "uri", "guid") if isinstance(values.get(key), str)), "")
    byline = values.get("byline") or values.get("bylines")
    found = {
        "title": values.get("headline") or _of_role(values.get("headlines"), "main"),
        "authors": byline if byline else _people(values.get("authors")) or _people(values.get("infosources")),
        "published_at": next((values[key] for key in _DATES if values.get(key)), None),
        "language": values.get("language"),
        "url": uri if uri.startswith(_WEB) else None,
        "source": values.get("source") or _source(values),
        "section": values.get("section") or values.get("service") or values.get("genre") or values.get("genres"),
        "place": values.get("located"),
        "dateline": values.get("dateline"),
    }
    keywords = words_of(values.get("keywords") or [])
    topics = values.get("subject") or values.get("subjects") or []
    metadata = metadata_of({field: value for field, value in found.items() if value})
    if listed := list(dict.fromkeys(keywords + words_of(topics))):
        metadata["keywords"] = listed
    return Record(copy.text, metadata | copy.metadata)


def _body(values: Mapping[str, Any]) -> Copy:
    """The body: marked up rather than plain, since only then are its paragraphs known."""
    for key in _BODIES:
        if isinstance(values.get(key), str) and (copy := read_text(values[key])).text.strip():
            return copy
    bodies = [one for one in _items(values.get("bodies")) if isinstance(one.get("value"), str)]
    for kind in ("html", "plain", ""):
        for body in bodies:
            declared = str(body.get("contenttype") or body.get("contentType") or "text/plain").lower()
            if kind in declared and "xml" not in declared.replace("xhtml", ""):
                copy = read_html(body["value"]) if "html" in declared else read_text(body["value"])
                if copy.text.strip():
                    return copy
    return Copy("")


def _items(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _of_role(value: Any, role: str) -> Any:
    """The text of this role, or else the first."""
    items = _items(value)
    chosen = next((one for one in items if one.get("role") == role), items[0] if items else None)
    return chosen.get("value") if chosen else None


def _people(value: Any) -> list[str]:
    """Names of authors; those of photographers and the like are no writers' names."""
    others = ("photo", "video", "graphic", "source", "provider", "distributor")
    people = [one for one in _items(value) if not str(one.get("role") or "").lower().startswith(others)]
    return words_of([one.get("name") for one in people])


def _source(values: Mapping[str, Any]) -> Any:
    found = _items(values.get("infosources"))
    provider = values.get("provider")
    return (
        (found[0].get("name") or found[0].get("literal") if found else None)
        or provider
        or values.get("copyrightholder")
    )

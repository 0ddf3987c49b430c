"""schema.org's NewsArticle as JSON-LD: one object → a record. Read out of JSON by readers/json_records.py."""

from collections.abc import Mapping
from typing import Any

from flows.intake.fields import metadata_of, words_of
from flows.intake.markup import read_text
from flows.intake.source import Record

_ARTICLES = ("article", "posting", "report", "newsletter")
_PEOPLE = ("person", "organization")


def articles_in(values: Mapping[str, Any]) -> list[Mapping[str, Any]] | None:
    """The articles of this object: itself, or those of its `@graph`; None where it is no JSON-LD of an article."""
    graph = values.get("@graph")
    nodes = [values, *(one for one in graph if isinstance(one, Mapping))] if isinstance(graph, list) else [values]
    articles = [one for one in nodes if _is_article(one)]
    return articles or None


def read_article(values: Mapping[str, Any], graph: Mapping[str, Any]) -> Record:
    """Read one article; people and publishers that it refers to by `@id` are looked up in the graph around it."""
    copy = read_text(values["articleBody"]) if isinstance(values.get("articleBody"), str) else read_text("")
    if not copy.text and isinstance(values.get("text"), str):
        copy = read_text(values["text"])
    nodes = graph.get("@graph")
    by_id = {one["@id"]: one for one in nodes if _has_id(one)} if isinstance(nodes, list) else {}
    page = values.get("mainEntityOfPage")
    found = {
        "title": values.get("headline") or values.get("name"),
        "authors": [_resolved(one, by_id) for one in _listed(values.get("author") or values.get("creator"))],
        "published_at": values.get("datePublished") or values.get("dateCreated") or values.get("dateModified"),
        "language": _language(values.get("inLanguage")),
        "url": values.get("url") or (page.get("@id") if isinstance(page, Mapping) else page),
        "source": [
            _resolved(one, by_id) for one in _listed(values.get("publisher") or values.get("sourceOrganization"))
        ],
        "section": values.get("articleSection"),
        "dateline": values.get("dateline"),
        "place": _place(values.get("locationCreated")),
    }
    metadata = metadata_of({field: value for field, value in found.items() if value})
    if keywords := words_of(values.get("keywords") or []):
        metadata["keywords"] = keywords
    return Record(copy.text, metadata | copy.metadata)


def _is_article(values: Mapping[str, Any]) -> bool:
    kinds = _listed(values.get("@type"))
    return any(isinstance(kind, str) and kind.lower().endswith(_ARTICLES) for kind in kinds)


def _has_id(value: Any) -> bool:
    return isinstance(value, Mapping) and isinstance(value.get("@id"), str)


def _resolved(value: Any, by_id: Mapping[str, Any]) -> Any:
    if isinstance(value, Mapping) and "name" not in value and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], value)
    return value


def _language(value: Any) -> Any:
    return value.get("alternateName") or value.get("name") if isinstance(value, Mapping) else value


def _place(value: Any) -> Any:
    return value.get("name") if isinstance(value, Mapping) else value


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]

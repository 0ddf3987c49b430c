"""What a page states about itself for machines: JSON-LD, meta tags, microdata."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser

_LARGEST_SCRIPT = 2_000_000  # characters
_MOST_NODES = 2_000
_ARTICLE = re.compile(r"(?:Article|Posting|^Report|^Review)$")
# parts of a page that are articles of their own
_OTHERS = frozenset({"itemListElement", "hasPart", "liveBlogUpdate", "comment", "review", "mentions", "isRelatedTo"})
_UNCLEAN = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_LAST_COMMA = re.compile(r",(?=\s*[}\]])")


@dataclass(slots=True)
class Statements:
    """`article` is the JSON-LD node of the page's article, empty where there is none; `nodes` are all by their @id.

    `meta` has the first content of each meta tag by its name, property or itemprop in lower case; `many` has them all.
    """

    article: dict[str, Any] = field(default_factory=dict)
    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    sites: list[str] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    many: dict[str, list[str]] = field(default_factory=dict)

    def first(self, *names: str) -> str | None:
        """The first of these meta tags that says something."""
        return next((value for name in names if (value := self.meta.get(name))), None)

    def resolve(self, value: Any) -> Any:
        """The node that a bare reference `{"@id": …}` stands for."""
        if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
            return self.nodes.get(value["@id"], value)
        return value


def read_statements(page: LexborHTMLParser) -> Statements:
    """Collect what the page's head and scripts say; what is not well-formed counts as not said."""
    said = Statements()
    for tag in page.css("meta[content]"):
        attributes = tag.attributes
        value = (attributes.get("content") or "").strip()
        for key in ("name", "property", "itemprop"):
            if value and (name := attributes.get(key)):
                said.meta.setdefault(name.lower(), value)
                said.many.setdefault(name.lower(), []).append(value)
    articles: list[dict[str, Any]] = []
    for script in page.css('script[type*="ld+json"]'):
        for node in _nodes(script.text()):
            if isinstance(identity := node.get("@id"), str) and ("name" in node or identity not in said.nodes):
                said.nodes[identity] = node
            types = node.get("@type")
            types = types if isinstance(types, list) else [types]
            if any(isinstance(one, str) and _ARTICLE.search(one) for one in types):
                articles.append(node)
            elif any(one in ("WebSite", "NewsMediaOrganization") for one in types):
                said.sites += [node["name"]] if isinstance(node.get("name"), str) else []
    said.article = max(articles, key=_fullness, default={})
    return said


def _fullness(node: dict[str, Any]) -> int:
    return sum(bool(node.get(key)) for key in ("headline", "datePublished", "author"))


def _nodes(script: str) -> Iterator[dict[str, Any]]:
    """Every object of a JSON-LD script that may be the page's own, outermost first."""
    if len(script) > _LARGEST_SCRIPT:
        return
    waiting = [_parsed(script)]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            if "@type" in value or "@id" in value:
                yield value
            waiting += [one for key, one in value.items() if key not in _OTHERS and isinstance(one, dict | list)]


def _parsed(script: str) -> Any:
    for text in (script, _LAST_COMMA.sub("", _UNCLEAN.sub("", script))):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None

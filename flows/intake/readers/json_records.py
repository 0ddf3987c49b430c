"""JSON and JSON Lines: ninjs, schema.org's NewsArticle, what news-please and trafilatura write, one's own keys."""

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from flows.intake.errors import UnreadableError
from flows.intake.fields import has_text, read_fields
from flows.intake.json_stream import begins, raw_records
from flows.intake.readers.ninjs import is_ninjs, read_ninjs
from flows.intake.readers.schema_org import articles_in, read_article
from flows.intake.source import Reader, Record, Source

_SUFFIXES = (".json", ".jsonl", ".ndjson", ".jl", ".ldjson", ".geojson", ".jsonld")
_CONTENT = re.compile(rb'(?:\[\s*)?\{\s*"[^"\\]{1,200}"\s*:')
_LISTS = (
    "articles",
    "items",
    "results",
    "data",
    "entries",
    "docs",
    "documents",
    "news",
    "stories",
    "posts",
    "records",
    "value",
    "hits",
    "response",
)
_WITHIN = ("article", "_source", "item", "story", "document", "post", "data", "fields", "newsitem")
_MOST_WRAPPINGS = 6
_LONGEST_NUMBER = 400  # digits: more than any float has


def read_json(source: Source, data: bytes) -> Iterator[Record | UnreadableError]:
    """Read the record or records of one JSON value."""
    try:
        text = source.decode(data)
        value = json.loads(
            text, parse_constant=_constant, parse_int=_int, parse_float=_float, object_pairs_hook=_object
        )
    except UnreadableError as error:
        yield error
    except RecursionError:
        yield UnreadableError("too_deep", "brackets too deep in one another")
    except ValueError as error:
        yield UnreadableError("malformed", f"this is no well-formed JSON: {error}")
    else:
        yield from _records(value, source.keys)


def _records(value: Any, keys: Mapping[str, str], level: int = 0) -> Iterator[Record | UnreadableError]:
    if isinstance(value, list) and level < _MOST_WRAPPINGS and any(isinstance(one, dict) for one in value):
        for one in value:
            yield from _records(one, keys, level + 1)
    elif not isinstance(value, dict):
        yield UnreadableError("malformed", "a record has to be an object of keys and values")
    elif keys and has_text(value, keys):
        yield read_fields(value, keys)
    elif articles := articles_in(value):
        for article in articles:
            yield _with_text(read_article(article, value), "articleBody")
    elif is_ninjs(value):
        yield _with_text(read_ninjs(value), "body")
    elif has_text(value, {}) or level >= _MOST_WRAPPINGS or not (inner := _inner(value, keys)):
        yield read_fields(value, keys)
    else:
        yield from _records(inner, keys, level + 1)


def _inner(value: Mapping[str, Any], keys: Mapping[str, str]) -> Any:
    """The list of records that an object without text of its own is wrapped around, or the one record.

    Paths of the user's own begin at the record as it stands in its list, so that nothing is unwrapped for those.
    """
    for name in _LISTS:
        found = value.get(name)
        if isinstance(found, list) and any(isinstance(one, dict) for one in found):
            return found
        if isinstance(found, dict) and any(isinstance(found.get(other), list) for other in _LISTS):
            return found
    if "text" in keys:
        return None
    return next((found for name in _WITHIN if isinstance(found := value.get(name), dict)), None)


def _with_text(record: Record, key: str) -> Record | UnreadableError:
    return record if record.text.strip() else UnreadableError("no_text", f"this item has no text in its {key}")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        twice = next(key for key, count in counts.items() if count > 1)
        raise UnreadableError("duplicate_keys", f"the key {twice[:80]!r} stands twice in one object")
    return found


def _constant(name: str) -> Any:
    raise UnreadableError("bad_number", f"{name} is no number of JSON; write null")


def _int(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise UnreadableError("bad_number", f"a number of {len(digits):,} digits")
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number) or len(digits) > _LONGEST_NUMBER:
        raise UnreadableError("bad_number", f"a number too large to be one: {digits[:40]}")
    return number


def _matches(source: Source) -> bool:
    return source.suffix in _SUFFIXES or bool(_CONTENT.match(begins(source.head)))


def _read(source: Source) -> Iterator[Record | UnreadableError]:
    for data in raw_records(source):
        if isinstance(data, UnreadableError):
            yield data
            continue
        for record in read_json(source, data):
            if isinstance(record, UnreadableError):
                record.data = data
            yield record


READER = Reader("JSON", _matches, _read)

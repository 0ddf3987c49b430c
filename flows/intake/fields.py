"""A record's own keys → text and metadata: by the names that are usual, or as the user maps them."""

import ast
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from flows.intake.errors import UnreadableError
from flows.intake.markup import Copy, read_text
from flows.intake.source import Record
from flows.intake.times import read_time
from flows.resources import word_list

FIELDS = (
    "title",
    "text",
    "authors",
    "published_at",
    "language",
    "url",
    "source",
    "section",
    "keywords",
    "dateline",
    "place",
)
_NAMES = ("name", "value", "literal", "text", "@value", "label")
_WEB = ("http://", "https://")
_MOST_KEYS = 12
_MOST_ITEMS = 1000


def read_fields(values: Mapping[str, Any], keys: Mapping[str, str]) -> Record | UnreadableError:
    """Read a record by its keys: those of `keys` (field → dotted path, which wins), the rest by their usual names.

    An UnreadableError `wrong_mapping` where a path of `keys` leads to something else than text, or to nothing and no
    usual name helps, and `no_text` where nothing is known to be text.
    """
    found = known_fields(values)
    for field, path in keys.items():
        try:
            found[field] = _at(values, path)
        except LookupError:
            if field == "text" and "text" not in found:
                return UnreadableError("wrong_mapping", _no_such(field, path, values))
        if field in ("title", "text") and not isinstance(found.get(field), str | None):
            message = f"{field} is mapped to {path!r}, which holds {_kind(found[field])} instead of text"
            return UnreadableError("wrong_mapping", message)
    copy = _copy(found.pop("text", None))
    if not copy.text.strip():
        listed = ", ".join(map(str, list(values)[:_MOST_KEYS]))
        message = f"no text under a known name; its keys are {listed}: name yours in COPYDESK_JSON_KEYS"
        return UnreadableError("no_text", message)
    return Record(copy.text, metadata_of(found) | copy.metadata)


def known_fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that a record keeps under names that are usual for them, as they stand there."""
    found = {field: value for field in FIELDS if (value := _by_usual_name(values, field)) is not None}
    if "url" not in found and _is_address(values.get("source")):
        found["url"] = values["source"]  # trafilatura's
    return found


def has_text(values: Mapping[str, Any], keys: Mapping[str, str]) -> bool:
    """Whether text is found where `keys` map it or, without such, under a usual name."""
    if "text" in keys:
        try:
            return _at(values, keys["text"]) not in (None, "")
        except LookupError:
            return False
    return _copy(_by_usual_name(values, "text")).text.strip() != ""


def metadata_of(found: Mapping[str, Any]) -> dict[str, Any]:
    """Fields as a format gives them → metadata; what has another type than expected is left out."""
    metadata: dict[str, Any] = {}
    for field, value in found.items():
        if field == "authors":
            metadata |= _authors(value)
        elif field == "published_at":
            metadata[field] = read_time(value)
        elif field == "keywords":
            metadata[field] = words_of(value)
        elif field == "url":
            metadata[field] = url if _is_address(url := _word(value)) else None
        elif field == "title":
            title = _word(value)
            metadata[field] = " ".join(read_text(title).text.split()) if title else None
        else:
            metadata[field] = _word(value)
    return {field: value for field, value in metadata.items() if value}


def words_of(value: Any) -> list[str]:
    """A list of words or names out of a list, or of text with commas or semicolons between."""
    if isinstance(value, str):
        listed = _listed(value)
        value = listed if listed is not None else value.split(";" if ";" in value else ",")
    if not isinstance(value, list | tuple):
        value = [value]
    words = (_word(one) for one in value[:_MOST_ITEMS])
    return list(dict.fromkeys(word for word in words if word))


def _authors(value: Any) -> dict[str, Any]:
    """Names in a list are names; a line of text is a byline, which may hold several."""
    if isinstance(value, str):
        listed = _listed(value)
        if listed is None:
            return {"byline": value.strip()}
        value = listed
    names = words_of(value)
    return {"authors": names} if names else {}


def _listed(text: str) -> list[Any] | None:
    """The list that a cell of a table holds as text: `["Jane Doe"]`, or Python's `['Jane Doe']`."""
    if not (text.startswith("[") and text.endswith("]") and len(text) < 10_000):
        return None
    for read in (json.loads, ast.literal_eval):
        try:
            listed = read(text)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        if isinstance(listed, list):
            return listed
    return None


def _copy(value: Any) -> Copy:
    if isinstance(value, list):  # paragraphs
        value = "\n\n".join(one for one in value[:_MOST_ITEMS] if isinstance(one, str))
    return read_text(value) if isinstance(value, str) else Copy("")


def _word(value: Any) -> str | None:
    """The words of a value: text, the name in an object, or the first of a list."""
    for _ in range(3):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, Mapping):
            value = next((value[name] for name in _NAMES if isinstance(value.get(name), str)), None)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _by_usual_name(values: Mapping[str, Any], field: str) -> Any:
    names = {_plain(key): key for key in reversed(list(values)) if isinstance(key, str)}
    for name in usual_names(field):
        key = names.get(name)
        if key is None or (value := values[key]) in (None, "", [], {}):
            continue
        if not (field == "source" and _is_address(value)) and not (field == "text" and isinstance(value, Mapping)):
            return value
    return None


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and value.lower().startswith(_WEB)


def _at(values: Any, path: str) -> Any:
    """The value at a dotted path; a key that itself holds dots is found too, a number counts in a list."""
    if isinstance(values, Mapping) and path in values:
        return values[path]
    head, _, rest = path.partition(".")
    if isinstance(values, Mapping) and head in values:
        value = values[head]
    elif isinstance(values, list) and head.isdigit() and int(head) < len(values):
        value = values[int(head)]
    else:
        raise LookupError(path)
    return _at(value, rest) if rest else value


def _no_such(field: str, path: str, values: Mapping[str, Any]) -> str:
    listed = ", ".join(map(str, list(values)[:_MOST_KEYS]))
    return f"{field} is mapped to {path!r}, which this record lacks: its keys are {listed}; see COPYDESK_JSON_KEYS"


def _kind(value: Any) -> str:
    return {dict: "an object", list: "a list", bool: "true or false", type(None): "nothing"}.get(
        type(value), "a number"
    )


def _plain(key: str) -> str:
    return key.strip().lower().replace("-", "_").replace(" ", "_")


@cache
def usual_names(field: str) -> tuple[str, ...]:
    """The names under which records usually keep a field, the surest first."""
    return tuple(row["name"] for row in word_list("record_fields") if row["field"] == field)

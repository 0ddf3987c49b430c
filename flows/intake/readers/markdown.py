"""Markdown, with front matter in YAML or TOML where it has some: one article a file."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from flows.intake.errors import UnreadableError
from flows.intake.fields import known_fields, metadata_of
from flows.intake.source import Reader, Record, Source

_SUFFIXES = (".md", ".markdown")
_TYPES = ("text/markdown", "text/x-markdown")
_LONGEST = 16_384  # characters of front matter
_YAML = re.compile(rf"---[ \t]*\n(.{{0,{_LONGEST}}}?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(rf"\+\+\+[ \t]*\n(.{{0,{_LONGEST}}}?\n)?\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_LINE = re.compile(r"(?P<key>[A-Za-z][\w .-]{0,40}):[ \t]+(?P<value>\S.*)")
_MOST_BRACKETS = 100
_UNSAID = ("", "null", "~")
_MARKS = " \t\"'[]"


def _matches(source: Source) -> bool:
    return source.suffix in _SUFFIXES or (source.content_type or "").lower().startswith(_TYPES)


def _read(source: Source) -> Iterator[Record | UnreadableError]:
    text = source.text().replace("\r\n", "\n")
    stated, body = _part(text)
    if not body.strip():
        raise UnreadableError("empty", "there is nothing below the front matter of this file")
    fields = known_fields(stated)
    fields.pop("text", None)
    yield Record(body, metadata_of(fields))


def _part(text: str) -> tuple[Mapping[str, Any], str]:
    """The front matter, empty where there is none, and what stands below it."""
    for fence, parse in ((_YAML, _yaml), (_TOML, _toml)):
        if found := fence.match(text):
            stated = parse(found[1] or "")
            if stated is not None:
                said = {key: value for key, value in stated.items() if isinstance(key, str) and value not in _UNSAID}
                return said, text[found.end() :]
    return {}, text


def _yaml(text: str) -> Mapping[str, Any] | None:
    """Its keys and values, all of them text, lists or mappings; None where it is prose between two rules.

    What is no YAML, such as a title with a colon and no quotation marks, is read line by line.
    """
    import yaml

    try:
        if text.count("[") + text.count("{") > _MOST_BRACKETS:  # those inside of each other take time by their square
            raise ValueError("too many brackets")
        # in Python: the loader in C runs out of stack; this one makes nothing but texts, lists and mappings
        stated = yaml.load(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        lines = [_LINE.fullmatch(line) for line in text.splitlines()]
        return {found["key"]: found["value"].strip(_MARKS) for found in lines if found} or None
    return {} if stated == "" else stated if isinstance(stated, Mapping) else None


def _toml(text: str) -> Mapping[str, Any] | None:
    try:
        stated = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    return {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in stated.items()}


READER = Reader("Markdown", _matches, _read, one=True)

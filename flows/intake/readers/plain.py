"""Plain text: one article a file."""

from collections.abc import Iterator

from flows.intake.errors import UnreadableError
from flows.intake.source import Reader, Record, Source


def _matches(source: Source) -> bool:
    return source.suffix == ".txt" or (source.content_type or "").lower().startswith("text/plain")


def _read(source: Source) -> Iterator[Record | UnreadableError]:
    yield Record(source.text())


READER = Reader("text", _matches, _read, one=True)

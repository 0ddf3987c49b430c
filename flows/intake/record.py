"""What a reader of a format makes of a file: records in order, bad ones among them, one at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Protocol

from flows.intake.limits import Limits


@dataclass(frozen=True, slots=True)
class Record:
    """One article as its format gives it.

    `text` has its paragraphs split by a blank line. `metadata` may hold `title`, `authors` (list), `published_at`
    (datetime, or ISO 8601 text, with its zone where the format has one), `language`, `url` (canonical), `source`,
    `section`, `keywords` (list), `links` (list of mappings with `kind`, `text`, `url`) and `subheadings` (list of those
    paragraphs of `text` that are sub-headings). `name` is that of a member of an archive, or the record's own id.
    `encoding` is how its bytes were decoded; `encoding_method` is by what that is known: declared, bom, utf-8, guessed.
    """

    text: str
    metadata: dict[str, Any] = field(default_factory=dict)
    name: str | None = None
    encoding: str | None = None
    encoding_method: str | None = None


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record that could not be read: a stable code, a message for people, and its first bytes."""

    code: str
    message: str
    sample: bytes = b""
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes to be read: a name (for its suffix and for messages), a binary stream, and what may be spent on it."""

    name: str
    stream: BinaryIO
    limits: Limits


class Reader(Protocol):
    """Reads one format, streaming. Raises UnreadableError where the file as a whole cannot be read."""

    def __call__(self, source: Source) -> Iterator[Record | BadRecord]:
        """Yield each record in order."""
        ...

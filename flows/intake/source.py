"""What a reader reads from, and what it yields."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from flows.intake.limits import Limits
from flows.intake.read import UnreadableError


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one file, or of one member of an archive, decompressed, and what its carrier says about them.

    `head` is the first 64 KiB at most, by which the format is told; `stream` begins at the first byte. `content_type`
    is a MIME type, perhaps with a charset, as a web archive or a message declares it; `metadata` is what the carrier
    knows of the article itself (the url it was fetched from), in the keys of `Record.metadata`.
    """

    name: str
    head: bytes
    stream: BinaryIO
    limits: Limits
    content_type: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)

    @property
    def suffix(self) -> str:
        """The end of its name, such as `.html`, in lower case; empty where it has none."""
        name = self.name.rsplit("/", 1)[-1]
        return "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""

    def data(self) -> bytes:
        """Every byte, for formats of one record. Raises UnreadableError `too_large` beyond `limits.record_bytes`."""
        data = self.stream.read(self.limits.record_bytes + 1)
        if len(data) > self.limits.record_bytes:
            message = f"more than the {self.limits.record_bytes:,} bytes of COPYDESK_MAX_RECORD_BYTES"
            raise UnreadableError("too_large", message)
        return data


@dataclass(frozen=True, slots=True)
class Record:
    """One article as its format gives it.

    `text` is its paragraphs, split by blank lines, without the headline where `metadata` has it. `metadata` may have:
    title, authors (list of names), published_at (ISO 8601 with zone as far as given), language (ISO 639-1), url,
    source, section, keywords (list), and links (list of dicts of kind, text, url). Absent means not given.
    """

    text: str
    metadata: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: its name, whether a source is of it (by `head`, suffix and declared type), and how it is read.

    `read` yields the records in order, without holding more than one, and an UnreadableError in the place of each that
    cannot be read: the others are not touched by it. It raises UnreadableError where nothing more can be read.
    """

    name: str
    matches: Callable[[Source], bool]
    read: Callable[[Source], Iterator[Record | UnreadableError]]

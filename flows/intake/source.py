"""What a reader reads from, and what it yields."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from flows.intake.errors import UnreadableError
from flows.intake.limits import Limits
from flows.intake.text import Decoded, decode


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one file, or of one member of an archive, decompressed, and what its carrier says about them.

    `head` is the first 64 KiB at most, by which the format is told; `stream` begins at the first byte. `content_type`
    is a MIME type, perhaps with a charset, as a web archive or a message declares it; `metadata` is what the carrier
    knows of the article itself (the url it was fetched from), in the keys of `Record.metadata`. `encodings` is filled
    as text is decoded: pairs of an encoding and how it was found, for the ledger.
    """

    name: str
    head: bytes
    stream: BinaryIO
    limits: Limits
    content_type: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    encodings: set[tuple[str, str]] = field(default_factory=set)

    @property
    def keys(self) -> dict[str, str]:
        """The user's own keys of JSON and tables, field → dotted path."""
        return dict(self.limits.keys)

    @property
    def suffix(self) -> str:
        """The end of its name, such as `.html`, in lower case; empty where it has none."""
        name = self.name.rsplit("/", 1)[-1]
        return "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""

    def data(self) -> bytes:
        """Every byte, for formats of one record. Raises UnreadableError `too_large` beyond `limits.record_bytes`."""
        pieces, size = [], 0
        while piece := self.stream.read(self.limits.record_bytes + 1 - size):
            pieces.append(piece)
            size += len(piece)
            if size > self.limits.record_bytes:
                message = f"more than the {self.limits.record_bytes:,} bytes of COPYDESK_MAX_RECORD_BYTES"
                raise UnreadableError("too_large", message)
        return b"".join(pieces)

    def decode(self, data: bytes, declared: str | None = None, repair: bool = True) -> str:
        """The text of these bytes of it; `declared` is the encoding they give themselves, before `content_type`'s.

        The encoding is noted in `encodings`; `repair` is as in flows.intake.text. Raises UnreadableError `not_text` or
        `not_utf8`.
        """
        decoded: Decoded = decode(data, declared or self.charset, repair)
        self.encodings.add((decoded.encoding, decoded.method))
        return decoded.text

    def text(self, declared: str | None = None) -> str:
        """All of it as text, as `decode` does; raises UnreadableError as `data` and `decode` do."""
        return self.decode(self.data(), declared)

    @property
    def charset(self) -> str | None:
        """The charset of `content_type`."""
        _, found, rest = (self.content_type or "").lower().partition("charset=")
        return rest.split(";")[0].strip(" \"'") or None if found else None


@dataclass(frozen=True, slots=True)
class Record:
    """One article as its format gives it.

    `text` is its paragraphs, split by blank lines, without the headline where `metadata` has it. `metadata` may have:
    title, authors (list of names), published_at (ISO 8601 with zone as far as given), language (ISO 639-1), url,
    source, section, keywords (list), links (list of dicts of kind, text, url), and blocks (the kind of each paragraph
    of `text`, `paragraph` or `subheading`, where the format tells them apart); in place of authors byline, the line
    that names them, and dateline and place where they stand apart from the text. Absent means not given.
    """

    text: str
    metadata: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: its name, whether a source is of it (by `head`, suffix and declared type), and how it is read.

    `read` yields the records in order, without holding more than one, and an UnreadableError in the place of each that
    cannot be read: the others are not touched by it. It raises UnreadableError where nothing more can be read.
    `one` says that a source of this format is one record, always: it is then read where it is parsed, on every core.
    Libraries that take time to import are imported by `read`, so that a load starts quickly.
    """

    name: str
    matches: Callable[[Source], bool]
    read: Callable[[Source], Iterator[Record | UnreadableError]]
    one: bool = False

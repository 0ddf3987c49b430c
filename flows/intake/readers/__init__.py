"""The formats, one a module, each with a `READER`; the first that matches a source reads it."""

from flows.intake.errors import UnreadableError
from flows.intake.readers import plain
from flows.intake.source import Reader, Source

READERS: tuple[Reader, ...] = (plain.READER,)


def reader_of(source: Source) -> Reader:
    """The reader of this source's format. Raises UnreadableError `unknown_type`."""
    for reader in READERS:
        if reader.matches(source):
            return reader
    raise UnreadableError("unknown_type", "files of this type are not read")

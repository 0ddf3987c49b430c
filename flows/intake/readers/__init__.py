"""The formats, one a module, each with a `READER`; the first that matches a source reads it."""

from flows.intake.errors import UnreadableError
from flows.intake.readers import (
    anpa1312,
    feed,
    html,
    iptc7901,
    json_records,
    mail,
    markdown,
    newsml1,
    newsml_g2,
    nitf,
    parquet,
    plain,
    reuters_sgml,
    table,
)
from flows.intake.source import Reader, Source

READERS: tuple[Reader, ...] = (
    parquet.READER,
    iptc7901.READER,
    anpa1312.READER,
    nitf.READER,
    newsml_g2.READER,
    newsml1.READER,
    feed.READER,
    reuters_sgml.READER,
    json_records.READER,
    html.READER,
    mail.READER,
    markdown.READER,
    table.READER,
    plain.READER,
)


def reader_of(source: Source) -> Reader:
    """The reader of this source's format. Raises UnreadableError `unknown_type`."""
    for reader in READERS:
        if reader.matches(source):
            return reader
    raise UnreadableError("unknown_type", "files of this type are not read")

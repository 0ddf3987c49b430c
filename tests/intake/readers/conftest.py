"""Files of a format, read as a load reads them."""

import io
from collections.abc import Callable

import pytest

from flows.intake.errors import UnreadableError
from flows.intake.limits import Limits
from flows.intake.readers import reader_of
from flows.intake.source import Record, Source

Read = Callable[..., list[Record | UnreadableError]]


def source_of(data: bytes | str, name: str = "file", limits: Limits | None = None, **given: object) -> Source:
    """A source of these bytes, its stream handing out little at a time, as one of a decompressor does."""
    data = data.encode() if isinstance(data, str) else data
    return Source(name, data[:65_536], io.BytesIO(data), limits or Limits(), **given)


@pytest.fixture
def read() -> Read:
    """Read every record of a file; a file that cannot be read on ends in its error."""

    def read(data: bytes | str, name: str = "file", **given: object) -> list[Record | UnreadableError]:
        records: list[Record | UnreadableError] = []
        source = source_of(data, name, **given)
        try:
            records.extend(reader_of(source).read(source))
        except UnreadableError as error:
            records.append(error)
        return records

    return read


@pytest.fixture
def codes(read: Read):
    """What became of each record of a file: `read`, or the code of its error."""

    def codes(data: bytes | str, name: str = "file", **given: object) -> list[str]:
        return [one.code if isinstance(one, UnreadableError) else "read" for one in read(data, name, **given)]

    return codes

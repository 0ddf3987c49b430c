"""What holds other files: told by its first bytes, and unpacked as a stream → a `Source` for each file in it."""

import io
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from flows.intake.containers.compressed import compression_of, expand
from flows.intake.containers.expansion import Budget
from flows.intake.containers.tarred import is_tar, untar
from flows.intake.containers.warc import is_warc, unpack_warc
from flows.intake.containers.zipped import MAGICS, unzip
from flows.intake.errors import UnreadableError
from flows.intake.source import Source

__all__ = ["Budget", "Container", "Members", "container_of"]

Members = Iterator[tuple[str, Source | UnreadableError] | None]
_IN_MEMORY = 16_000_000


@dataclass(frozen=True, slots=True)
class Container:
    """A kind of container and what unpacks one: names and sources, or what keeps a member from being read.

    None among them is a sign of life.
    `silent` ones hold much besides articles: members that no reader takes are passed over.
    """

    name: str
    unpack: Callable[[Source, Budget], Members]
    silent: bool = False


def container_of(source: Source) -> Container | None:
    """The kind of container that a source is; None where it is none."""
    if is_warc(source):
        return Container("warc", _unpack_warc, silent=True)
    if compression := compression_of(source):
        return Container(compression.name, lambda packed, budget: expand(packed, compression, budget))
    if source.head.startswith(MAGICS):
        return Container("zip", _unzip)
    return Container("tar", untar) if is_tar(source) else None


def _unzip(source: Source, budget: Budget) -> Members:
    with _seekable(source.stream) as stream:
        yield from unzip(stream, source, budget)


def _unpack_warc(source: Source, budget: Budget) -> Members:
    with _seekable(source.stream) as stream:
        yield from unpack_warc(stream, source, budget)


def _seekable(stream: BinaryIO) -> BinaryIO:
    """The stream itself, or a copy of it in a temporary file without a name, as large as its budget lets it be."""
    if isinstance(stream, io.FileIO):
        return io.FileIO(stream.fileno(), closefd=False)
    copy = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  closed by the caller
    while piece := stream.read(1 << 20):
        copy.write(piece)
    copy.seek(0)
    return cast("BinaryIO", copy)

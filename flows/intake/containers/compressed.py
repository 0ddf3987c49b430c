"""gzip, bzip2, xz and Zstandard around one file, in as many members or frames as there are."""

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from flows.intake.containers.expansion import Budget, Expansion, buffered, head_of
from flows.intake.errors import UnreadableError
from flows.intake.limits import Limits
from flows.intake.source import Source

_MOST_MEMORY = 1 << 28  # what unpacking one stream may hold: xz -9 needs 64 MiB
_PIECE = 1 << 20
_READ = 16_384
_BITE = 512  # of Zstandard, which cannot be told how much to give out: 32 MB may come of it at most


@dataclass(frozen=True, slots=True)
class Compression:
    """One way to compress: its name, first bytes and suffixes, and what unpacks it.

    `unpack(state, bytes)` gives out a piece of bounded size and what it has not looked at yet, even of a bomb.
    """

    name: str
    magic: bytes
    suffixes: tuple[str, ...]
    start: Callable[[], Any]
    unpack: Callable[[Any, bytes], tuple[bytes, bytes]]


def _inflate(state: Any, data: bytes) -> tuple[bytes, bytes]:
    piece = state.decompress(data, _PIECE)
    return piece, state.unused_data if state.eof else state.unconsumed_tail


def _by_need(state: Any, data: bytes) -> tuple[bytes, bytes]:
    if not state.needs_input:
        return state.decompress(b"", _PIECE), state.unused_data or data
    piece = state.decompress(data, _PIECE)
    return piece, state.unused_data


def _in_small_bites(state: Any, data: bytes) -> tuple[bytes, bytes]:
    piece = state.decompress(data[:_BITE])
    return piece, state.unused_data + data[_BITE:]


def _zstd() -> Any:
    import zstandard

    return zstandard.ZstdDecompressor(max_window_size=_MOST_MEMORY >> 1).decompressobj()


def _xz() -> Any:
    return lzma.LZMADecompressor(memlimit=_MOST_MEMORY)


COMPRESSIONS = (
    Compression("gzip", b"\x1f\x8b\x08", (".gz", ".gzip", ".tgz"), lambda: zlib.decompressobj(31), _inflate),
    Compression("bzip2", b"BZh", (".bz2", ".tbz2", ".tbz"), bz2.BZ2Decompressor, _by_need),
    Compression("xz", b"\xfd7zXZ\0", (".xz", ".txz"), _xz, _by_need),
    Compression("zstd", b"\x28\xb5\x2f\xfd", (".zst", ".zstd", ".tzst"), _zstd, _in_small_bites),
)


def compression_of(source: Source) -> Compression | None:
    """How the source is compressed, by its first bytes; None where it is not."""
    return next((one for one in COMPRESSIONS if source.head.startswith(one.magic)), None)


def expand(source: Source, compression: Compression, budget: Budget) -> Iterator[tuple[str, Source]]:
    """The one file that is in it, under its name without the suffix of the compression."""
    stream = expanded(source.stream, compression, budget, source.limits)
    name = inner_name(source.name, compression)
    yield name, Source(name, head_of(stream), stream, source.limits, encodings=source.encodings)


def expanded(packed: BinaryIO, compression: Compression, budget: Budget, limits: Limits) -> BinaryIO:
    """What is packed in it, as a stream. Reading raises UnreadableError `bomb` and `damaged_archive`."""
    eaten = 0
    state = compression.start()
    rest = b""
    begun = False

    def produce() -> bytes:
        nonlocal eaten, state, rest, begun
        while True:
            if not rest and (not begun or getattr(state, "needs_input", True)):
                rest = packed.read(_READ)
                eaten += len(rest)
                if not rest and begun:
                    raise UnreadableError("damaged_archive", f"this {compression.name} stream is cut short")
                if not rest:
                    return b""
            if not begun and not (rest := rest.lstrip(b"\0")):
                continue  # members may be filled up with zeros
            begun = True
            try:
                piece, rest = compression.unpack(state, rest)
            except Exception as error:
                message = f"this {compression.name} stream is damaged: {error}"
                raise UnreadableError("damaged_archive", message) from error
            if state.eof:
                state, begun = compression.start(), False
            if piece:
                return piece

    return buffered(Expansion(produce, lambda: eaten, budget, limits))


def inner_name(name: str, compression: Compression) -> str:
    """The name of what is packed: notes.txt of notes.txt.gz, archive.tar of archive.tgz."""
    for suffix in compression.suffixes:
        if name.lower().endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)] + (".tar" if suffix.startswith(".t") else "")
    return name

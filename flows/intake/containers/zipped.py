"""Zip archives, read member by member; nothing of them is ever written under the names they give."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from flows.intake.containers.expansion import Budget, Expansion, bomb, buffered, head_of
from flows.intake.errors import UnreadableError
from flows.intake.source import Source

MAGICS = (b"PK\x03\x04", b"PK\x05\x06")
_PIECE = 65_536
_ENCRYPTED = 0x1
_LONGEST_TAIL = 66_000  # the directory's end, with the longest comment


def unzip(stream: BinaryIO, source: Source, budget: Budget) -> Iterator[tuple[str, Source | UnreadableError]]:
    """Each member's name with its source, or with what keeps it from being read: `encrypted`, `bomb`, …

    `stream` can seek. Raises UnreadableError `damaged_archive`, `too_many_members`, and `unknown_type` for what uses
    zip as its own format (an office document).
    """
    if (count := _members(stream)) > source.limits.members:
        message = f"{count:,} files in it are more than the {source.limits.members:,} of COPYDESK_MAX_MEMBERS"
        raise UnreadableError("too_many_members", message)
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError, EOFError) as error:
        raise UnreadableError("damaged_archive", f"this zip archive is damaged: {error}") from error
    with archive:
        members = archive.infolist()
        if any(member.filename in ("[Content_Types].xml", "mimetype") for member in members[:3]):
            raise UnreadableError("unknown_type", "this is an office document or a book, and those are not read")
        for member in members:
            if not member.is_dir():
                yield member.filename, _open(archive, member, source, budget)


def _open(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: Source, budget: Budget
) -> Source | UnreadableError:
    limits = source.limits
    if member.flag_bits & _ENCRYPTED:
        return UnreadableError("encrypted", "this member is encrypted; unpack the archive, and load what was in it")
    if member.file_size > max(limits.expansion_floor, limits.expansion * member.compress_size):
        return bomb("this member")
    try:
        packed = archive.open(member)
    except Exception as error:  # noqa: BLE001  zipfile raises nearly anything on a damaged header
        return UnreadableError("damaged_archive", f"this member is damaged: {error}")

    def produce() -> bytes:
        try:
            return packed.read(_PIECE)
        except (zipfile.BadZipFile, EOFError, OSError, zlib.error, ValueError, RuntimeError) as error:
            raise UnreadableError("damaged_archive", f"this member is damaged: {error}") from error

    stream = buffered(Expansion(produce, lambda: member.compress_size, budget, limits))
    try:
        return Source(member.filename, head_of(stream), stream, limits, encodings=source.encodings)
    except UnreadableError as error:
        return error


def _members(stream: BinaryIO) -> int:
    """How many members the archive's directory has: asked before it is read into memory."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _LONGEST_TAIL))
    tail = stream.read(_LONGEST_TAIL)
    stream.seek(0)
    count = 0
    if (end := tail.rfind(b"PK\x05\x06")) >= 0 and len(tail) >= end + 12:
        (count,) = struct.unpack_from("<H", tail, end + 10)
    if (end := tail.rfind(b"PK\x06\x06")) >= 0 and len(tail) >= end + 40:
        count = max(count, *struct.unpack_from("<Q", tail, end + 32))
    return count

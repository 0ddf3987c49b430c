"""Tar archives, as a stream; nothing of them is ever written under the names they give."""

import tarfile
from collections.abc import Iterator
from typing import cast

from flows.intake.containers.expansion import Budget, Expansion, buffered, head_of
from flows.intake.errors import UnreadableError
from flows.intake.source import Source

_PIECE = 65_536
_LONGEST_NAME = 1_000_000  # bytes of a member's name and properties
_BLOCK = 512


def is_tar(source: Source) -> bool:
    """Whether the first block is the head of a member: its sum is right, whoever wrote it."""
    block = source.head[:_BLOCK]
    if len(block) < _BLOCK:
        return False
    try:
        told = int(block[148:156].split(b"\0")[0].strip() or b"0", 8)
    except ValueError:
        return False
    return told == sum(block) - sum(block[148:156]) + 8 * 32 and told > 8 * 32


def untar(source: Source, budget: Budget) -> Iterator[tuple[str, Source | UnreadableError]]:
    """Each member's name with its source, or with what keeps it from being read.

    Raises UnreadableError `damaged_archive` and `too_many_members`.
    """
    limits = source.limits
    try:
        with tarfile.open(fileobj=source.stream, mode="r|", tarinfo=_Info) as archive:
            for number, member in enumerate(archive, 1):
                archive.members = []  # type: ignore[attr-defined]  # it would remember every one
                if number > limits.members:
                    message = f"more files in it than the {limits.members:,} of COPYDESK_MAX_MEMBERS"
                    raise UnreadableError("too_many_members", message)
                if member.isdir():
                    continue
                if member.isreg():
                    yield member.name, _open(archive, member, source, budget)
                else:
                    yield member.name, UnreadableError("not_a_file", "this member is a link, a pipe or a device")
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise UnreadableError("damaged_archive", f"this tar archive is damaged: {error}") from error


def _open(
    archive: tarfile.TarFile, member: tarfile.TarInfo, source: Source, budget: Budget
) -> Source | UnreadableError:
    packed = archive.extractfile(member)
    assert packed is not None, "regular members have bytes"
    begun = member.offset_data

    def produce() -> bytes:
        try:
            piece = packed.read(_PIECE)
        except (tarfile.TarError, EOFError, OSError) as error:
            raise UnreadableError("damaged_archive", f"this tar archive is damaged: {error}") from error
        return piece

    # A sparse member is longer than what is stored of it, as a packed one is.
    cost = archive.offset - begun + _BLOCK
    stream = buffered(Expansion(produce, lambda: cost, budget, source.limits))
    try:
        return Source(member.name, head_of(stream), stream, source.limits, encodings=source.encodings)
    except UnreadableError as error:
        return error


class _Info(tarfile.TarInfo):
    """A member whose long name and properties are not read into memory where they are beyond measure."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type not in tarfile.REGULAR_TYPES and self.size > _LONGEST_NAME:
            raise tarfile.ReadError("the name of a member is too long")
        return cast("tarfile.TarInfo", super()._proc_member(archive))  # type: ignore[misc]

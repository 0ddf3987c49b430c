"""Opening one file: a regular one, of bounded size, and never while somebody is still writing it."""

import contextlib
import fcntl
import hashlib
import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from flows.intake.errors import StillWrittenError, UnreadableError, VanishedError

__all__ = ["OpenFile", "StillWrittenError", "UnreadableError", "opened", "sha256_of"]

HEAD = 65_536


@dataclass(frozen=True, slots=True)
class OpenFile:
    """An open file: its stream at the first byte, its first 64 KiB, and its size and time as they stood then."""

    stream: BinaryIO
    head: bytes
    bytes: int
    modified_at: datetime


@contextmanager
def opened(path: str, max_bytes: int) -> Iterator[OpenFile]:
    """Open a regular file for the `with` block.

    Raises StillWrittenError where another process has it open for writing, or where it changed by the end of the
    block, and UnreadableError with the code `not_a_file`, `too_large` or `unreadable`, of which VanishedError is one.
    """
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # before it is opened: opening a pipe would wait for its writer
            raise UnreadableError("not_a_file", "this is a pipe, a device or a folder, not a file")
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        kind = VanishedError if isinstance(error, FileNotFoundError) else UnreadableError
        raise kind("unreadable", f"this file cannot be opened: {error.strerror}") from error
    try:
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode):
            raise UnreadableError("not_a_file", "this is a pipe, a device or a folder, not a file")
        if before.st_size > max_bytes:
            message = f"{before.st_size:,} bytes are more than the {max_bytes:,} of COPYDESK_MAX_FILE_BYTES"
            raise UnreadableError("too_large", message)
        _refuse_if_written(handle)
        head = os.pread(handle, HEAD, 0)
        stream = io.FileIO(handle, closefd=False)
        yield OpenFile(stream, head, before.st_size, _time(before))
        after = os.fstat(handle)
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise StillWrittenError(path)
        _refuse_if_written(handle)
    except OSError as error:
        raise UnreadableError("unreadable", f"this file cannot be read: {error.strerror or error}") from error
    finally:
        os.close(handle)


def stamp_of(path: str) -> tuple[int, datetime] | tuple[None, None]:
    """The size and the time of a regular file, without opening it; None for anything else."""
    with contextlib.suppress(OSError):
        found = os.stat(path)
        if stat.S_ISREG(found.st_mode):
            return found.st_size, _time(found)
    return None, None


def _time(found: os.stat_result) -> datetime:
    return datetime.fromtimestamp(found.st_mtime_ns // 1000 / 1e6, UTC)


def sha256_of(stream: BinaryIO) -> str:
    """The SHA-256 of everything from here to the end."""
    digest = hashlib.sha256()
    while piece := stream.read(1 << 20):
        digest.update(piece)
    return digest.hexdigest()


def _refuse_if_written(handle: int) -> None:
    """Ask the kernel for a read lease, which it grants only while no process has the file open for writing.

    Linux grants leases to the file's owner and to root on local file systems; elsewhere only the comparison of size
    and time before and after the reading is left.
    """
    try:
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except BlockingIOError as error:
        raise StillWrittenError from error
    except (OSError, AttributeError):
        return
    with contextlib.suppress(OSError):
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)

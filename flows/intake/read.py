"""Reading one file's bytes: whole, of bounded size, and never while somebody is still writing them."""

import contextlib
import fcntl
import os
import stat
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Content:
    """A file's bytes as they stood at one moment."""

    data: bytes
    modified_at: datetime


class UnreadableError(Exception):
    """A file that cannot be taken in: `code` is stable, the message is for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class StillWrittenError(Exception):
    """A file that somebody is writing: it is left for the next load."""


def read(path: str, max_bytes: int) -> Content:
    """Read a regular file.

    Raises StillWrittenError where another process has it open for writing or it changed while it was read, and
    UnreadableError with the code `not_a_file`, `too_large` or `unreadable`.
    """
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # before it is opened: opening a pipe would wait for its writer
            raise UnreadableError("not_a_file", "this is a pipe, a device or a folder, not a file")
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise UnreadableError("unreadable", f"this file cannot be opened: {error.strerror}") from error
    try:
        before = os.fstat(handle)
        if before.st_size > max_bytes:
            message = f"{before.st_size:,} bytes are more than the {max_bytes:,} of COPYDESK_MAX_FILE_BYTES"
            raise UnreadableError("too_large", message)
        _refuse_if_written(handle)
        data = bytearray()
        while piece := os.read(handle, max(1, min(1 << 20, max_bytes + 1 - len(data)))):
            data += piece
            if len(data) > max_bytes:
                raise StillWrittenError(path)
        after = os.fstat(handle)
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
            raise StillWrittenError(path)
        _refuse_if_written(handle)
    except OSError as error:
        raise UnreadableError("unreadable", f"this file cannot be read: {error.strerror}") from error
    finally:
        os.close(handle)
    return Content(bytes(data), datetime.fromtimestamp(after.st_mtime_ns // 1000 / 1_000_000, UTC))


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

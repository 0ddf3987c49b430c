"""Deciding what each found file is to this warehouse: new, changed, unchanged, a duplicate, or not to be read."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from flows.intake.containers import container_of
from flows.intake.documents import first_bytes
from flows.intake.errors import StillWrittenError, UnreadableError, VanishedError
from flows.intake.find import Found
from flows.intake.limits import Limits
from flows.intake.read import opened, sha256_of, stamp_of
from flows.intake.readers import reader_of
from flows.intake.remote import fetch
from flows.intake.source import Source
from flows.model import Problem

Status = Literal["loaded", "unchanged", "duplicate", "quarantined"]
_BLANK = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n\f\v"


@dataclass(frozen=True, slots=True)
class KnownFile:
    """What the ledger says of a file that an earlier load saw."""

    sha256: str | None
    status: str
    bytes: int | None = None
    modified_at: datetime | None = None
    loaded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """The name of a file's format, and whether it is read as a stream: all but small files of one record are."""

    name: str
    streamed: bool


@dataclass(frozen=True, slots=True)
class FileRow:
    """One found file and what becomes of it: `loaded` is to be parsed, and may still end in quarantine.

    `path` is text that any database takes, `location` where it is read from.
    """

    file_id: str
    path: str
    location: str
    sha256: str | None
    bytes: int | None
    modified_at: datetime | None
    status: Status
    format: Format | None = None

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Survey:
    """Every found file once: rows for those decided, problems for those held, paths for those still being written."""

    found: int
    rows: tuple[FileRow, ...]
    problems: tuple[Problem, ...]
    left: tuple[str, ...]

    @property
    def to_load(self) -> tuple[FileRow, ...]:
        """The files to be parsed."""
        return tuple(row for row in self.rows if row.status == "loaded")

    @property
    def nothing_new(self) -> bool:
        """Whether the warehouse knows every file as it is."""
        return all(row.status == "unchanged" for row in self.rows)


@dataclass(frozen=True, slots=True)
class Trust:
    """When a file need not be read to know that it is unchanged: its size and time are those that the ledger has.

    A file that was changed less than `after_seconds` before it was hashed may have changed again within the same tick
    of its clock. `never` reads every file.
    """

    after_seconds: float = 2.0
    never: bool = False

    def is_unchanged(self, known: KnownFile, size: int | None, modified_at: datetime | None) -> bool:
        """Whether the file is as the ledger knows it, by its size and time alone."""
        if self.never or not (known.sha256 and known.modified_at and known.loaded_at and modified_at):
            return False
        settled = known.modified_at + timedelta(seconds=self.after_seconds) <= known.loaded_at
        return settled and (size, modified_at) == (known.bytes, known.modified_at)


def survey(
    found: Sequence[Found],
    ledger: Mapping[str, KnownFile],
    limits: Limits,
    advance: Callable[[int], object] = lambda _: None,
    trust: Trust | None = None,
    spool: str | None = None,
) -> Survey:
    """Hash each file and tell its format, and decide by the ledger (file_id → what is known) what becomes of it.

    Whether a file repeats another is decided by its records, in the warehouse. The answer does not depend on the order
    of the paths. `advance` is called with 1 for each file. Remote files are fetched into the folder `spool`, from where
    they are read.
    """
    readable: list[FileRow] = []
    held: list[FileRow] = []
    problems: list[Problem] = []
    left: list[str] = []
    for file in found:
        known = ledger.get(file.file_id)
        looked = _look(file, known, limits, trust or Trust(), spool)
        if isinstance(looked, FileRow):
            readable.append(looked)
        elif looked is None:
            left.append(file.path)
        else:
            row, problem = looked
            if known and (known.sha256, known.status) == (row.sha256, "quarantined"):  # the same trouble is told once
                row = replace(row, status="unchanged")
            else:
                problems.append(problem)
            held.append(row)
        advance(1)
    rows = sorted([*held, *(_decide(row, ledger.get(row.file_id)) for row in readable)], key=lambda row: row.path)
    return Survey(len(found), tuple(rows), tuple(problems), tuple(left))


def _look(
    file: Found, known: KnownFile | None, limits: Limits, trust: Trust, spool: str | None
) -> FileRow | tuple[FileRow, Problem] | None:
    """The file as it is now, with the Problem where it cannot be read; None where it is being written, or gone."""
    row = FileRow(file.file_id, file.path, file.location, None, file.bytes, file.modified_at, "loaded")
    head = b""
    try:
        if file.refused:
            raise UnreadableError(*file.refused)
        size, modified_at = (file.bytes, file.modified_at) if file.is_remote else stamp_of(file.location)
        if known and trust.is_unchanged(known, size, modified_at):
            return replace(row, sha256=known.sha256, bytes=size, modified_at=modified_at)
        if file.is_remote:
            if spool is None:
                raise UnreadableError("unreachable", "there is no folder to fetch it into")
            row = replace(row, location=fetch(file, spool, limits.file_bytes))
        with opened(row.location, limits.file_bytes) as content:
            head = content.head
            row = replace(row, bytes=content.bytes, modified_at=content.modified_at)
            if content.bytes <= limits.record_bytes:  # a larger one may be refused by its first bytes alone
                row = replace(row, sha256=sha256_of(content.stream))
            row = replace(row, format=format_of(row, head, limits))
            return row if row.sha256 else replace(row, sha256=sha256_of(content.stream))
    except (StillWrittenError, VanishedError):
        return None
    except UnreadableError as error:
        problem = Problem("intake", error.code, str(error), row.path, row.file_id, row=first_bytes(head))
        return replace(row, status="quarantined"), problem


def format_of(row: FileRow, head: bytes, limits: Limits) -> Format:
    """What the file's first bytes and its name say that it is.

    Raises UnreadableError `empty`, `unknown_type`, and `too_large` for what would be one record.
    """
    if row.bytes == len(head) and not head.strip(_BLANK):
        raise UnreadableError("empty", "there is nothing in this file")
    source = Source(row.name, head, io.BytesIO(head), limits)
    if container := container_of(source):
        return Format(container.name, streamed=True)
    reader = reader_of(source)
    if reader.one and (row.bytes or 0) > limits.record_bytes:
        message = f"{row.bytes:,} bytes are more than the {limits.record_bytes:,} of COPYDESK_MAX_RECORD_BYTES"
        raise UnreadableError("too_large", message)
    return Format(reader.name, streamed=not reader.one)


def _decide(row: FileRow, known: KnownFile | None) -> FileRow:
    return replace(row, status="unchanged") if known and known.sha256 == row.sha256 else row

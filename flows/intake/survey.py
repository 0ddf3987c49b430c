"""Deciding what each found file is to this warehouse: new, changed, unchanged, a duplicate, or not to be read."""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from flows.intake.decode import decode
from flows.intake.read import Content, StillWrittenError, UnreadableError, read
from flows.model import Problem, content_id

Status = Literal["loaded", "unchanged", "duplicate", "quarantined"]


@dataclass(frozen=True, slots=True)
class KnownFile:
    """What the ledger says of a file that an earlier load saw."""

    sha256: str | None
    status: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """One found file and what becomes of it: `loaded` is to be parsed, and may still end in quarantine.

    `path` is text that any database takes, `location` what the operating system calls it.
    """

    file_id: str
    path: str
    location: str
    sha256: str | None
    bytes: int | None
    modified_at: datetime | None
    status: Status
    duplicate_of: str | None = None


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


def file_id_of(path: str) -> str:
    """The same for the same path."""
    return content_id("file", path)


def printable(location: str) -> str:
    """The path as text: bytes of it that are not UTF-8 become \\x escapes."""
    return os.fsencode(location).decode("utf-8", "backslashreplace")


def survey(
    locations: Sequence[str],
    ledger: Mapping[str, KnownFile],
    max_bytes: int,
    advance: Callable[[int], object] = lambda _: None,
) -> Survey:
    """Read and hash each file, and decide by the ledger (file_id → what is known) what becomes of it.

    The same bytes under another path are a duplicate of the file that is loaded already, or else of the first path in
    order; so the answer does not depend on the order of the paths. `advance` is called with 1 for each file.
    """
    readable: list[FileRow] = []
    held: list[FileRow] = []
    problems: list[Problem] = []
    left: list[str] = []
    for location in locations:
        path = printable(location)
        known = ledger.get(file_id := file_id_of(path))
        content = None
        try:
            content = read(location, max_bytes)
            row = _row(file_id, location, content, "loaded")
            if known is None or known.sha256 != row.sha256:
                decode(path, content.data)
            readable.append(row)
        except StillWrittenError:
            left.append(path)
        except UnreadableError as error:
            row = _row(file_id, location, content, "quarantined")
            if known == KnownFile(row.sha256, "quarantined"):  # the same trouble is reported once
                row = replace(row, status="unchanged")
            else:
                first = content.data[:200].decode("utf-8", "backslashreplace") if content else None
                problems.append(Problem("intake", error.code, str(error), path, file_id, row=first or None))
            held.append(row)
        advance(1)
    rows = sorted([*held, *_decide(readable, ledger)], key=lambda row: row.path)
    return Survey(len(locations), tuple(rows), tuple(problems), tuple(left))


def _row(file_id: str, location: str, content: Content | None, status: Status) -> FileRow:
    path = printable(location)
    if content is None:
        return FileRow(file_id, path, location, None, None, None, status)
    digest = hashlib.sha256(content.data).hexdigest()
    return FileRow(file_id, path, location, digest, len(content.data), content.modified_at, status)


def _decide(rows: list[FileRow], ledger: Mapping[str, KnownFile]) -> Iterator[FileRow]:
    now = {row.file_id: row.sha256 for row in rows}
    stands_for: dict[str | None, str] = {}  # hash → the one file that is loaded for it
    for file_id, remembered in ledger.items():
        if remembered.status == "loaded" and now.get(file_id, remembered.sha256) == remembered.sha256:
            stands_for[remembered.sha256] = file_id
    seen_as = {
        row.file_id: known.status for row in rows if (known := ledger.get(row.file_id)) and known.sha256 == row.sha256
    }
    for row in sorted(rows, key=lambda row: row.path):
        if seen_as.get(row.file_id) != "quarantined":  # held for its name or its place, the bytes may be good elsewhere
            stands_for.setdefault(row.sha256, row.file_id)
    for row in rows:
        first = stands_for.get(row.sha256, row.file_id)
        original = first if first != row.file_id else None
        status = seen_as.get(row.file_id)
        if status in ("loaded", "quarantined") or (status == "duplicate" and original):
            yield replace(row, status="unchanged", duplicate_of=original)
        else:
            yield replace(row, status="duplicate" if original else "loaded", duplicate_of=original)

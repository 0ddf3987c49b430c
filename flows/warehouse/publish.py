"""The files of a warehouse: the published one that readers open, the private one that loads work on."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Files:
    """Where a warehouse lies: `copydesk.duckdb` is published, `copydesk.private.duckdb` beside it is private."""

    published: Path

    @property
    def private(self) -> Path:
        """The file that loads work on."""
        return self.published.with_name(f"{self.published.stem}.private{self.published.suffix}")

    @property
    def unfinished(self) -> Path:
        """A copy under way; one that a crash left is written over by the next."""
        return self.published.with_name(f".{self.published.name}.unfinished")


def prepare_private(files: Files, create: Callable[[Path], None]) -> None:
    """See to it that the private file exists: a copy of the published one, or else what `create` makes.

    The file appears whole or not at all. The caller holds the folder (`locked_folder`), so that two processes that come
    at once do not replace each other's.
    """
    if files.private.exists():
        return
    # DuckDB would play the log of a file that is gone into the new one
    _set_aside_log(files.private)
    files.unfinished.unlink(missing_ok=True)
    if files.published.exists():
        with files.published.open("rb") as source:
            copy_whole(source, files.unfinished)
    else:
        create(files.unfinished)
    _replace(files.unfinished, files.private)


def replace_published(files: Files, close: Callable[[], None]) -> None:
    """Put a copy of the checkpointed private file in the place of the published one, in one step, then `close` it.

    Readers that have the old file open keep it; the next to open it get the new one.
    """
    with files.private.open("rb") as source:
        # DuckDB's lock ends when any descriptor of the file is closed: so DuckDB closes first, `source` after it,
        # and no other load can write to the file while it is copied
        try:
            copy_whole(source, files.unfinished)
            replace_published_by(files.unfinished, files.published)
        finally:
            close()


def replace_published_by(copy: Path, published: Path) -> None:
    """Put a whole copy in the place of a file that readers open, in one step; who may read it stays."""
    if published.exists():
        shutil.copymode(published, copy)
    _set_aside_log(published)
    _replace(copy, published)


def set_aside(file: Path, why: str) -> Path:
    """Give a file, and its log where it has one, another name beside it, `NAME.WHY-TIME` → that name; no name twice."""
    log = log_of(file)
    aside = file.with_name(f"{file.name}.{why}-{datetime.now(UTC):%Y%m%dT%H%M%S.%f}")
    if log.exists():
        log.rename(log_of(aside))
    _replace(file, aside)
    return aside


def log_of(database: Path) -> Path:
    """Where DuckDB writes what it has committed to a file and not yet put into it."""
    return database.with_name(f"{database.name}.wal")


@contextmanager
def locked_folder(folder: Path) -> Iterator[None]:
    """Keep other processes of copydesk from making, moving or opening private files here meanwhile."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def copy_whole(source: BinaryIO, target: Path) -> None:
    """Copy an open file, to the disk."""
    with target.open("wb") as writer:
        shutil.copyfileobj(source, writer, 1 << 20)
        writer.flush()
        os.fsync(writer.fileno())


def _replace(source: Path, target: Path) -> None:
    source.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _set_aside_log(database: Path) -> None:
    log = log_of(database)
    if log.exists():
        log.rename(log.with_name(f"{log.name}.{datetime.now(UTC):%Y%m%dT%H%M%S.%f}"))

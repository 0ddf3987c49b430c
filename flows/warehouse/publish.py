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

    The file appears whole or not at all, and two processes that come at once do not replace each other's.
    """
    files.published.parent.mkdir(parents=True, exist_ok=True)
    with _locked_folder(files.published.parent):
        if files.private.exists():
            return
        # DuckDB would play the log of a file that is gone into the new one
        _set_aside_log(files.private)
        files.unfinished.unlink(missing_ok=True)
        if files.published.exists():
            with files.published.open("rb") as source:
                _copy(source, files.unfinished)
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
            _copy(source, files.unfinished)
            if files.published.exists():
                shutil.copymode(files.published, files.unfinished)
            _set_aside_log(files.published)
            _replace(files.unfinished, files.published)
        finally:
            close()


def _copy(source: BinaryIO, target: Path) -> None:
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
    log = database.with_name(f"{database.name}.wal")
    if log.exists():
        log.rename(log.with_name(f"{log.name}.{datetime.now(UTC):%Y%m%dT%H%M%S.%f}"))


@contextmanager
def _locked_folder(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)

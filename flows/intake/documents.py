"""Bytes → `Document`s: a source's records, each made harmless, numbered and named after where it was found."""

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from flows.intake.errors import StillWrittenError, UnreadableError
from flows.intake.hygiene import harmless, harmless_metadata
from flows.intake.limits import Limits
from flows.intake.read import opened, sha256_of
from flows.intake.readers import reader_of
from flows.intake.source import Record, Source
from flows.model import Document, Kept, Problem

_FIRST_BYTES = 200


@dataclass(frozen=True, slots=True)
class Unread:
    """One record that is still bytes: it is read where it is parsed, which costs as much again for a page.

    Either a whole file, at `location` and with the SHA-256 that the survey found, or the `data` of an archive's member.
    `path` says where it was found, `name` by which its format is told.
    """

    file_id: str
    path: str
    record_no: int
    name: str
    location: str | None = None
    sha256: str | None = None
    data: bytes = b""
    content_type: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """How much of a file was read when its end was reached, and what its text was encoded in, by which method."""

    file_id: str
    records: int
    encodings: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Left:
    """A file that is still being written, or that changed or went since it was found: it is left for the next load."""

    file_id: str


def read_one(unread: Unread, limits: Limits) -> Iterator[Document | Problem | Taken | Left]:
    """Read one record: its Document or the Problem with it, then how it was encoded."""
    if unread.location is None:
        yield from _read(unread, unread.data, limits)
        return
    try:
        with opened(unread.location, limits.file_bytes) as file:
            data = file.stream.read(limits.record_bytes + 1)
            if len(data) <= limits.record_bytes and sha256_of(io.BytesIO(data)) != unread.sha256:
                raise StillWrittenError(unread.path)
        yield from _read(unread, data, limits)
    except StillWrittenError:
        yield Left(unread.file_id)
    except UnreadableError as error:
        # the survey could read it: its folder went meanwhile, and held by its hash it would be unchanged for ever
        yield Left(unread.file_id) if error.code == "unreadable" else _problem(unread, error, None)


def _read(unread: Unread, data: bytes, limits: Limits) -> Iterator[Document | Problem | Taken]:
    source = source_of(unread.name, data, limits, unread.content_type, unread.metadata)
    records = int(unread.location is not None)  # those of an archive are counted where it is unpacked
    try:
        record = next(iter(records_of(source)))
        if isinstance(record, UnreadableError):
            raise record
        yield document_of(record, source, unread.file_id, unread.path, unread.record_no)
    except UnreadableError as error:
        records = 0
        yield _problem(unread, error, data)
    yield Taken(unread.file_id, records, frozenset(source.encodings))


def source_of(name: str, data: bytes, limits: Limits, content_type: str | None, metadata: dict[str, Any]) -> Source:
    """A source of bytes that are in memory."""
    return Source(name, data[:65_536], io.BytesIO(data), limits, content_type, metadata)


def records_of(source: Source) -> Iterator[Record | UnreadableError]:
    """What the source's reader yields.

    Raises UnreadableError where nothing more can be read: also `read_failed`, whatever else the reader came to grief
    with, `out_of_memory`, `too_many_records`, and `empty` where it yields nothing.
    """
    reader = reader_of(source)
    number = 0
    try:
        for number, record in enumerate(reader.read(source), 1):
            if number > source.limits.records:
                message = f"more than the {source.limits.records:,} records of COPYDESK_MAX_RECORDS"
                raise UnreadableError("too_many_records", message)
            yield record
    except (UnreadableError, StillWrittenError):
        raise
    except MemoryError as error:
        raise out_of_memory(source.limits) from error
    except RecursionError as error:
        raise UnreadableError("too_deep", f"the reader of {reader.name} found it nested too deeply") from error
    except Exception as error:
        message = f"the reader of {reader.name} failed ({type(error).__name__}: {error}); please report it"
        raise UnreadableError("read_failed", message) from error
    if not number:
        raise UnreadableError("empty", "there is no article in this file")


def out_of_memory(limits: Limits) -> UnreadableError:
    """What is raised where reading takes more memory than it may."""
    return UnreadableError(
        "out_of_memory", f"reading it takes more than the {limits.memory:,} bytes of COPYDESK_MAX_MEMORY"
    )


def document_of(record: Record, source: Source, file_id: str, path: str, record_no: int) -> Document:
    """The record as the parser takes it. Raises UnreadableError `too_long` or `empty`."""
    if len(record.text) > source.limits.characters:
        message = (
            f"{len(record.text):,} characters are more than the {source.limits.characters:,} of COPYDESK_MAX_CHARACTERS"
        )
        raise UnreadableError("too_long", message)
    text = harmless(record.text)
    if not text.strip():
        raise UnreadableError("empty", "there is nothing but white space in it")
    return Document(file_id, path, record_no, text, harmless_metadata({**source.metadata, **record.metadata}))


def first_bytes(data: bytes | None) -> str | None:
    """The beginning, as text that any terminal and any database takes."""
    return (data or b"")[:_FIRST_BYTES].decode("utf-8", "backslashreplace") or None


def printable(name: str) -> str:
    """A name as text that any terminal and any database takes: other bytes and control characters become escapes."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return text if text.isprintable() else "".join(map(_printable, text))


def _printable(character: str) -> str:
    return character if character.isprintable() or character == " " else character.encode("unicode_escape").decode()


def _problem(unread: Unread, error: UnreadableError, data: bytes | None) -> Problem:
    problem = Problem("intake", error.code, str(error), unread.path, unread.file_id, row=first_bytes(data))
    if unread.location is not None:  # a file that is one record is held whole
        return problem
    kept = Kept("member", unread.name, unread.data, unread.content_type, unread.metadata)
    return replace(problem, record_no=unread.record_no, kept=kept)

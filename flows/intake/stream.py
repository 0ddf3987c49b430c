"""A file of many records, or a container of files → its records in order, as a stream."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from flows.intake.containers import Budget, Container, Members, container_of
from flows.intake.documents import (
    Left,
    Taken,
    Unread,
    document_of,
    first_bytes,
    out_of_memory,
    printable,
    records_of,
)
from flows.intake.errors import StillWrittenError, UnreadableError
from flows.intake.limits import Limits
from flows.intake.read import HEAD, opened
from flows.intake.readers import reader_of
from flows.intake.source import Source
from flows.intake.survey import FileRow
from flows.model import Document, Kept, Problem

Item = Document | Unread | Problem | Taken | Left
Lost = tuple[str, str]
_LONGEST_NAME = 1000


def stream(row: FileRow, limits: Limits, lost: Mapping[int, Lost] | None = None) -> Iterator[Item | None]:
    """Read one file: a Document, an Unread or a Problem a record, numbered from 0 over all members, then a Taken.

    Nothing of it is held but the record under way. A file that is still being written, or gone, is Left. None is a
    sign of life.
    `lost` names the records at which an earlier reading ran away or crashed, with a code and a message for each: they
    are not tried again, nor what follows in the same member.
    """
    reading = _Reading(row, limits, lost or {})
    head = b""
    try:
        with opened(row.location, limits.file_bytes) as file:
            head = file.head
            source = Source(row.name, head, file.stream, limits, encodings=reading.encodings)
            yield from reading.read(source, row.path, Budget.of(file.bytes, limits), 0)
        if not reading.number:
            raise UnreadableError("empty", "there is no article in this archive")
    except StillWrittenError:
        if not reading.number:
            yield Left(row.file_id)
            return
        message = "this file changed while it was read; what it held by then is loaded, the next load reads it again"
        yield Problem("intake", "changed_while_read", message, row.path, row.file_id)
    except UnreadableError as error:
        if error.code == "unreadable" and not reading.number:  # the survey could read it
            yield Left(row.file_id)
            return
        first = first_bytes(error.data or head) if not reading.number else None
        yield Problem("intake", error.code, str(error), row.path, row.file_id, row=first)
    yield Taken(row.file_id, reading.number, frozenset(reading.encodings))


@dataclass
class _Reading:
    """Where the reading of one file is."""

    row: FileRow
    limits: Limits
    lost: Mapping[int, Lost]
    number: int = 0
    encodings: set[tuple[str, str]] = field(default_factory=set)

    def read(self, source: Source, path: str, budget: Budget, nesting: int) -> Iterator[Item | None]:
        """Everything in a source, which lies so deep in containers. Raises UnreadableError where it goes no further."""
        yield None
        self._stop_if_lost()
        if container := container_of(source):
            if nesting == self.limits.nesting:
                message = f"more archives in archives than the {nesting} of COPYDESK_MAX_NESTING"
                raise UnreadableError("nested_too_deep", message)
            for found in _guarded(container, source, budget):
                if found is None:
                    yield None
                elif not _is_hidden(found[0]):
                    within = f"{path}!/{printable(found[0])[:_LONGEST_NAME]}"
                    yield from self._member(found[1], within, budget, nesting + 1, container.silent)
        elif nesting and reader_of(source).one:
            unread = Unread(self.row.file_id, path, self.number, source.name, data=source.data())
            yield self._give(replace(unread, content_type=source.content_type, metadata=source.metadata))
        else:
            for record in records_of(source):
                try:
                    if isinstance(record, UnreadableError):
                        raise record
                    item: Item = document_of(record, source, self.row.file_id, path, self.number)
                except UnreadableError as error:
                    kept = Kept("record", source.name, error.data or b"", source.content_type, source.metadata)
                    item = replace(self._problem(error, path), kept=kept if error.data else None)
                yield self._give(item)
                self._stop_if_lost()

    def _member(
        self, member: Source | UnreadableError, path: str, budget: Budget, nesting: int, silent: bool
    ) -> Iterator[Item | None]:
        """What is in one member; where it cannot be read, the others go on."""
        try:
            if isinstance(member, UnreadableError):
                raise member
            yield from self.read(member, path, budget, nesting)
        except UnreadableError as error:
            if error.code == "unknown_type" and silent:
                return
            if budget.left < 0:
                raise
            problem = self._problem(error, path)
            if isinstance(member, Source) and 0 < len(member.head) < HEAD:  # which is all of it
                kept = Kept("member", member.name, member.head, member.content_type, member.metadata)
                problem = replace(problem, kept=kept, row=problem.row or first_bytes(member.head))
            yield self._give(problem)

    def _stop_if_lost(self) -> None:
        if self.number in self.lost:
            raise UnreadableError(*self.lost[self.number])

    def _give(self, item: Item) -> Item:
        self.number += 1
        return item

    def _problem(self, error: UnreadableError, path: str) -> Problem:
        first = first_bytes(error.data)
        return Problem("intake", error.code, str(error), path, self.row.file_id, self.number, row=first)


def _guarded(container: Container, source: Source, budget: Budget) -> Members:
    """What the container holds. Raises UnreadableError `out_of_memory`, or `read_failed` for whatever else happens."""
    try:
        yield from container.unpack(source, budget)
    except (UnreadableError, StillWrittenError):
        raise
    except MemoryError as error:
        raise out_of_memory(source.limits) from error
    except Exception as error:
        message = f"unpacking {container.name} failed ({type(error).__name__}: {error}); please report it"
        raise UnreadableError("read_failed", message) from error


def _is_hidden(name: str) -> bool:
    """Whether a folder's search would pass over a file of that name."""
    return any(part == "__MACOSX" or (part.startswith(".") and part not in (".", "..")) for part in name.split("/"))

"""A file of many records, or a container of files → its records in order, as a stream."""

from collections.abc import Iterator

from flows.intake.documents import Left, Taken, Unread, document_of, first_bytes, records_of
from flows.intake.errors import StillWrittenError, UnreadableError
from flows.intake.limits import Limits
from flows.intake.read import opened
from flows.intake.source import Source
from flows.intake.survey import FileRow
from flows.model import Document, Problem

Item = Document | Unread | Problem | Taken | Left


def stream(row: FileRow, limits: Limits) -> Iterator[Item]:
    """Read one file: a Document, an Unread or a Problem a record, numbered from 0 over all members, then a Taken.

    Nothing of it is held but the record under way. A file that is still being written is Left.
    """
    encodings: set[tuple[str, str]] = set()
    number = 0
    try:
        with opened(row.location, limits.file_bytes) as file:
            source = Source(row.name, file.head, file.stream, limits, encodings=encodings)
            for record in records_of(source):
                try:
                    if isinstance(record, UnreadableError):
                        raise record
                    yield document_of(record, source, row.file_id, row.path, number)
                except UnreadableError as error:
                    first = first_bytes(error.data)
                    yield Problem("intake", error.code, str(error), row.path, row.file_id, number, row=first)
                number += 1
    except StillWrittenError:
        if not number:
            yield Left(row.file_id)
            return
        message = (
            "this file changed while it was read; what it held by then is loaded, and the next load reads it again"
        )
        yield Problem("intake", "changed_while_read", message, row.path, row.file_id)
    except UnreadableError as error:
        first = first_bytes(file.head) if number == 0 and error.code not in ("unreadable", "not_a_file") else None
        yield Problem("intake", error.code, str(error), row.path, row.file_id, row=first)
    yield Taken(row.file_id, number, frozenset(encodings))

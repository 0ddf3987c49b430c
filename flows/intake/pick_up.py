"""The files that are to be parsed → their records, in order, each as far read as it pays to read it here."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from flows.intake.documents import Unread, read_one
from flows.intake.limits import Limits
from flows.intake.stream import Item, stream
from flows.intake.survey import FileRow
from flows.model import Document


def pick_up(rows: Iterable[FileRow], stream: Callable[[FileRow], Iterator[Item | None]]) -> Iterator[Item]:
    """Give out every record of these files.

    A file of one record is given out as it lies there, to be read where it is parsed; `stream` reads all others.
    """
    for row in rows:
        if row.format and row.format.streamed:
            yield from (item for item in stream(row) if item is not None)
        else:
            yield Unread(row.file_id, row.path, 0, row.name, row.location, row.sha256)


def documents(rows: Iterable[FileRow], limits: Limits) -> Iterator[Document]:
    """Read every record of these files here and now; those that cannot be read are left out."""
    for item in pick_up(rows, partial(stream, limits=limits)):
        for read in read_one(item, limits) if isinstance(item, Unread) else (item,):
            if isinstance(read, Document):
                yield read

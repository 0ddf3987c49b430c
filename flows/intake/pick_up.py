"""The files that are to be parsed, read in batches → `Document`s."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.intake.decode import decode
from flows.intake.read import StillWrittenError, UnreadableError, read
from flows.intake.survey import FileRow
from flows.model import Document


@dataclass(frozen=True, slots=True)
class Picked:
    """One batch: its documents, and the ids of files that changed since the survey (left for the next load)."""

    documents: tuple[Document, ...]
    left: tuple[str, ...]


def pick_up(rows: Sequence[FileRow], batch_size: int, max_bytes: int) -> Iterator[Picked]:
    """Read the files to be loaded, `batch_size` at a time, so that memory does not grow with their number."""
    for begin in range(0, len(rows), batch_size):
        documents: list[Document] = []
        left: list[str] = []
        for row in rows[begin : begin + batch_size]:
            try:
                data = read(row.location, max_bytes).data
                if hashlib.sha256(data).hexdigest() != row.sha256:
                    raise StillWrittenError(row.path)
                documents.append(Document(row.file_id, row.path, 0, decode(row.path, data)))
            except (StillWrittenError, UnreadableError):
                left.append(row.file_id)
        yield Picked(tuple(documents), tuple(left))

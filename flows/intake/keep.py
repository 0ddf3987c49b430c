"""Keeping what was held: the bytes from which it can be read again when its file is gone, as long as there is room."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from flows.intake.errors import StillWrittenError, UnreadableError
from flows.intake.limits import Limits
from flows.intake.read import opened
from flows.intake.survey import FileRow
from flows.model import Document, Kept, Problem


class Keeper:
    """Adds to problems the hash of their file, and what can be kept of it."""

    def __init__(self, rows: Iterable[FileRow], limits: Limits, used: int) -> None:
        """Keep of these files, beside the `used` bytes that are kept already."""
        self._rows = {row.file_id: row for row in rows}
        self._limits = limits
        self._room = limits.kept_bytes_in_all - used
        self._kept: set[str] = set()
        self._last: tuple[str, Kept | None] = ("", None)

    def keep(self, problem: Problem, documents: Mapping[str, Document] | None = None) -> Problem:
        """The problem with what is kept of it; `documents` are those that were read with it, by article_id."""
        row = self._rows.get(problem.file_id)
        kept = self._of_file(problem, row) or problem.kept or self._of_document(problem, documents or {})
        if kept and kept.kept_id not in self._kept:
            if len(kept.data) > min(self._limits.kept_bytes, self._room):
                kept = None
            else:
                self._room -= len(kept.data)
                self._kept.add(kept.kept_id)
        return replace(problem, sha256=problem.sha256 or (row.sha256 if row else None), kept=kept)

    def _of_document(self, problem: Problem, documents: Mapping[str, Document]) -> Kept | None:
        number = problem.record_no
        by_number = Document(problem.file_id, "", number, "").article_id if number is not None else ""
        document = documents.get(problem.article_id or by_number)
        return kept_document(document) if document else None

    def _of_file(self, problem: Problem, row: FileRow | None) -> Kept | None:
        """All of a small file that was not read whole; of what the parser or a check held, the document is kept."""
        if problem.stage != "intake" or row is None or (row.bytes or 0) > self._limits.kept_bytes:
            return None
        if self._last[0] != row.file_id:
            self._last = (row.file_id, _whole(row, self._limits.kept_bytes))
        return self._last[1]


def _whole(row: FileRow, most: int) -> Kept | None:
    try:
        with opened(row.location, most) as file:
            return Kept("file", row.name, file.stream.read())
    except (UnreadableError, StillWrittenError):
        return None


def kept_document(document: Document) -> Kept:
    """What the parser was given."""
    content = {"text": document.text, "metadata": document.metadata}
    data = json.dumps(content, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")
    return Kept("document", document.path, data)

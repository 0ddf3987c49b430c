"""Looking again at what was held: at its file where that is still there, else at what was kept of it."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flows.intake.documents import Unread, printable
from flows.intake.find import Found
from flows.intake.limits import Limits
from flows.intake.survey import KnownFile, Survey, Trust, survey
from flows.model import Document, Kept


@dataclass(frozen=True, slots=True)
class Held:
    """A row of the quarantine, as far as it takes to try it again."""

    quarantine_id: str
    file_id: str
    path: str
    record_no: int | None
    kept: Kept | None


@dataclass(frozen=True, slots=True)
class Again:
    """What is tried again: whole files as a survey, single records of files that are gone; and what cannot be tried.

    `tried` are the quarantine_ids of the first two, `article_ids` the articles that are parsed in any case.
    """

    survey: Survey
    records: tuple[Document | Unread, ...]
    tried: tuple[str, ...]
    gone: tuple[str, ...]
    article_ids: frozenset[str]


def look_again(held: Sequence[Held], ledger: Mapping[str, KnownFile], limits: Limits, spool: str) -> Again:
    """Decide for each row how it can be read again. Whole files that are gone are put back into the folder `spool`."""
    files: dict[str, Found] = {}
    records: dict[tuple[str, int | None], Document | Unread] = {}
    gone: list[str] = []
    tried: list[str] = []
    for row in sorted(held, key=lambda row: row.record_no is not None):  # what holds the whole file first
        if row.file_id in files or (found := _found(row, spool)):
            if row.file_id not in files and found:
                files[row.file_id] = found
        elif record := _record(row):
            records.setdefault((row.file_id, row.record_no), record)
        else:
            gone.append(row.quarantine_id)
            continue
        tried.append(row.quarantine_id)
    others = {file_id: known for file_id, known in ledger.items() if file_id not in files}
    looked = survey(list(files.values()), others, limits, trust=Trust(never=True), spool=spool)
    return Again(looked, tuple(records.values()), tuple(tried), tuple(gone), _articles(held))


def _articles(held: Iterable[Held]) -> frozenset[str]:
    return frozenset(
        Document(row.file_id, "", row.record_no, "").article_id for row in held if row.record_no is not None
    )


def _found(row: Held, spool: str) -> Found | None:
    """The row's file: where it was, or what was kept of it."""
    if "://" in row.path:
        return _remote(row)
    if location := _location(row.path):
        return Found(row.path.split("!/")[0], location, known_as=row.file_id)
    if row.kept and row.kept.kind == "file":
        put_back = os.path.join(spool, row.file_id)
        Path(put_back).write_bytes(row.kept.data)
        return Found(row.path.split("!/")[0], put_back, known_as=row.file_id)
    return None


def _remote(row: Held) -> Found | None:
    from flows.intake.find import MissingPathError, OutsideError
    from flows.intake.remote import find_remote

    try:
        return next((found for found in find_remote(row.path.split("!/")[0]) if found.file_id == row.file_id), None)
    except (MissingPathError, OutsideError):
        return None


def _location(path: str) -> str | None:
    """What the operating system calls the file of that path; None where it is gone."""
    whole = path.split("!/")[0]
    if os.path.lexists(whole):
        return whole
    folder = os.path.dirname(whole)
    try:
        names = os.listdir(folder)
    except OSError:
        return None
    return next((place for name in names if printable(place := os.path.join(folder, name)) == whole), None)


def _record(row: Held) -> Document | Unread | None:
    if row.kept is None or row.record_no is None:
        return None
    if row.kept.kind == "document":
        content = json.loads(row.kept.data.decode("utf-8", "surrogatepass"))
        return Document(row.file_id, row.path, row.record_no, content["text"], content["metadata"])
    unread = Unread(row.file_id, row.path, row.record_no, row.kept.name, data=row.kept.data)
    return replace(unread, content_type=row.kept.content_type, metadata=row.kept.metadata)

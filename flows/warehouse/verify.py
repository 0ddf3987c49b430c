"""Verifying a warehouse: ledger against tables, row against row, the published file against the private one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from flows.resources import sql
from flows.warehouse.audit import CheckedWhole, Published
from flows.warehouse.connection import connect
from flows.warehouse.errors import WarehouseBusyError, WarehouseError
from flows.warehouse.migrations import lacks_no_migration
from flows.warehouse.publish import Files
from flows.warehouse.state import State, read_state


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be: in which file, which check, why it matters, rows that show it."""

    file: Path
    check: str
    why: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """How many checks were made, what they found, what to do about it, and what could not be looked at."""

    checks: int
    findings: tuple[Finding, ...]
    mend: str | None = None
    note: str | None = None


def verify(path: Path) -> Verified:
    """Verify the published file, and the private one beside it where no load has it open; changes neither.

    Raises a WarehouseError where nothing is published.
    """
    files = Files(path.resolve())
    if not files.published.exists():
        raise WarehouseError(f"there is no warehouse at {path}: load something first")
    findings: dict[Path, list[Finding]] = {files.published: [], files.private: []}
    seen: dict[Path, _Seen] = {}
    note = None
    for file in findings:
        try:
            seen[file] = _look(file)
        except WarehouseBusyError:
            note = f"{file.name} was not verified: a load, or somebody else, has it open."
        except WarehouseError as error:
            if file.exists():
                findings[file].append(Finding(file, "can_be_opened", str(error)))
            else:
                note = f"There is no {file.name}: the next load begins from the published file."
        else:
            findings[file] = [_finding(file, checked) for checked in seen[file].checked if not _passed(checked)]
    differing = list(_differences(files, seen)) if len(seen) == 2 else []
    everything = (*findings[files.published], *findings[files.private], *differing)
    mend = _mend(files, findings, seen) if everything else None
    return Verified(sum(len(one.checked) + 1 for one in seen.values()), everything, mend, note)


def verified_copy(file: Path) -> None:
    """Make every check on a file that nobody else knows yet. Raises WarehouseError with what the first ones found."""
    seen = _look(file)
    found = [_finding(file, checked) for checked in seen.checked if not _passed(checked)]
    if found:
        told = "; ".join(f"{one.check}: {one.why}" for one in found)
        raise WarehouseError(f"the copy is not sound: {told} copydesk verify shows more")


@dataclass(frozen=True, slots=True)
class _Seen:
    state: State
    checked: tuple[CheckedWhole, ...]
    fingerprints: dict[str, str]


def _look(file: Path) -> _Seen:
    with _opened(file) as (connection, published):
        state = read_state(connection, file)
        if not lacks_no_migration(state.migrations):
            return _Seen(state, (), {})
        rows = connection.execute(sql("audit/fingerprints")).fetchall()
        return _Seen(state, tuple(published.checks()), {table: print_ for table, _, print_ in rows})


@contextmanager
def _opened(file: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, Published]]:
    if not file.exists():
        raise WarehouseError(f"there is no {file}")
    connection = connect(file, read_only=True)
    try:
        yield connection, Published(connection)
    except duckdb.Error as error:
        raise WarehouseError(f"{file} cannot be read: {error}") from error
    finally:
        connection.close()


def _passed(checked: CheckedWhole) -> bool:
    return not checked.rows and not checked.error


def _finding(file: Path, checked: CheckedWhole) -> Finding:
    why = f"This check could not be made: {checked.error}" if checked.error else checked.check.why
    return Finding(file, checked.check.name, why, checked.rows)


def _differences(files: Files, seen: dict[Path, _Seen]) -> Iterator[Finding]:
    mine, theirs = seen[files.private], seen[files.published]
    for one, other, file in ((mine, theirs, files.published), (theirs, mine, files.private)):
        if lacking := sorted(one.state.loads - other.state.loads):
            why = f"It holds every load that the other file has; {len(lacking):,} are lacking."
            yield Finding(file, "loads_are_those_of_the_other_file", why, tuple(lacking[:5]))
    if mine.state.loads == theirs.state.loads and mine.fingerprints and theirs.fingerprints:
        differing = [name for name, print_ in mine.fingerprints.items() if theirs.fingerprints.get(name) != print_]
        if differing:
            why = "After the same loads both files hold the same rows: one was changed by something else since."
            yield Finding(files.published, "rows_are_those_of_the_private_file", why, tuple(differing))


def _mend(files: Files, findings: dict[Path, list[Finding]], seen: dict[Path, _Seen]) -> str:
    published, private = findings[files.published], findings[files.private]
    if private and not published:
        return (
            f"Move {files.private} away: the next copydesk load begins again from the published file, which is sound."
        )
    if not private and files.private in seen:
        if not published and seen[files.private].state.loads > seen[files.published].state.loads:
            return "Run copydesk load: it publishes what was loaded."
        return f"Move {files.published} away and run copydesk load: it publishes the private file, which is sound."
    if not private and files.private.exists():
        return "Verify again when no load is under way: the private file may be sound."
    return (
        f"Restore a backup: copydesk restore FILE --warehouse {files.published} --force. Without one, move "
        f"{files.published.name} and {files.private.name} away and load all files again."
    )

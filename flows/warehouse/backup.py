"""Backup and restore: whole copies of the published file, each verified before it counts."""

import os
from pathlib import Path

from flows.warehouse.connection import connect
from flows.warehouse.errors import NotAWarehouseError, WarehouseBusyError, WarehouseError
from flows.warehouse.migrations import applied_migrations, lacks_no_migration, migrate
from flows.warehouse.publish import Files, copy_whole, locked_folder, log_of, replace_published_by, set_aside
from flows.warehouse.verify import verified_copy


def back_up(path: Path, target: Path, *, force: bool = False) -> int:
    """Copy the published file to `target`, while loads go on, and verify the copy → its bytes.

    The target appears whole or not at all. Raises WarehouseError where nothing is published, where the target exists
    and is not to be overwritten, and where the copy does not pass the checks; OSError where it cannot be written.
    """
    files, target = Files(path.resolve()), target.absolute()
    if not files.published.exists():
        raise WarehouseError(f"there is no warehouse at {path}: load something first")
    if target.resolve() in (files.published, files.private):
        raise WarehouseError(f"{target} is the warehouse itself: name another file")
    if target.exists() and not force:
        raise WarehouseError(f"{target} exists: name another file, or overwrite it with --force")
    target.parent.mkdir(parents=True, exist_ok=True)
    copy = target.with_name(f".{target.name}.{os.getpid()}.unfinished")
    try:
        with files.published.open("rb") as source:  # loads replace the file, they never write to it
            copy_whole(source, copy)
        _verify_as_it_is(copy)
        replace_published_by(copy, target)
    finally:
        copy.unlink(missing_ok=True)
    return target.stat().st_size


def restore(backup: Path, path: Path, *, force: bool = False) -> Path | None:
    """Put a verified copy of `backup`, with every migration made, in the place of the warehouse → the file moved aside.

    The private file is moved aside under a name, not deleted; then the published one is replaced in one step, and the
    next load begins from it. Killed at any moment, the warehouse is the old or the restored one, whole. Raises
    WarehouseError where there is a warehouse that is not to be overwritten, where the backup is none or not sound, and
    WarehouseBusyError while a load is under way; nothing was changed then.
    """
    files = Files(path.resolve())
    if not backup.exists():
        raise WarehouseError(f"there is no backup at {backup}")
    if backup.resolve() in (files.published, files.private):
        raise WarehouseError(f"{backup} is the warehouse itself: name a backup")
    if (files.published.exists() or files.private.exists()) and not force:
        raise WarehouseError(f"{path} is a warehouse already: replace it with --force; its last state is kept aside")
    files.published.parent.mkdir(parents=True, exist_ok=True)
    copy = files.published.with_name(f".{files.published.name}.{os.getpid()}.restored")
    try:
        with backup.open("rb") as source:
            copy_whole(source, copy)
        _bring_up_to_date(copy)
        verified_copy(copy)
        with locked_folder(files.published.parent):
            aside = _move_old_aside(files)
            replace_published_by(copy, files.published)
        return aside
    finally:
        copy.unlink(missing_ok=True)
        log_of(copy).unlink(missing_ok=True)


def _verify_as_it_is(copy: Path) -> None:
    """Make every check; of a file that an older copydesk made only that it opens: its tables are not those of today."""
    connection = connect(copy, read_only=True)
    try:
        current = lacks_no_migration(applied_migrations(connection, copy))
    finally:
        connection.close()
    if current:
        verified_copy(copy)


def _bring_up_to_date(copy: Path) -> None:
    connection = connect(copy)
    try:
        if not applied_migrations(connection, copy):
            raise NotAWarehouseError("the backup is an empty database")
        migrate(connection, copy)
    finally:
        connection.close()


def _move_old_aside(files: Files) -> Path | None:
    """Free the place of the private file, which holds all that is published and perhaps more."""
    if files.private.exists():
        try:
            connect(files.private).close()  # nobody loads into it, and its log is put into it
        except WarehouseError as broken:  # which is moved aside as it is
            if isinstance(broken, WarehouseBusyError):
                raise
        return set_aside(files.private, "before-restore")
    if files.published.exists():
        aside = files.published.with_name(f"{files.published.name}.before-restore")
        aside.unlink(missing_ok=True)
        os.link(files.published, aside)  # readers find the old file until the new one stands
        return aside
    return None

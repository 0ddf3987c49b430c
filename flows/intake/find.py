"""Finding the files that a load is asked for: folders, patterns, single files, and addresses of remote ones."""

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.intake.documents import printable
from flows.model import content_id

# A program that saves in two steps writes under such a name first.
_UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".swp", "~")


class MissingPathError(FileNotFoundError):
    """A path that the user named does not exist, or needs what is not installed."""


class OutsideError(ConnectionError):
    """An address did not answer, or not as it should; that may pass."""


@dataclass(frozen=True, slots=True)
class Found:
    """One file: what it is called in the warehouse, and where it is.

    `location` is what the operating system calls it; for a remote file it is its address, and `bytes` and
    `modified_at` are what its server says. `refused` is why it must not even be opened; `known_as` is the file_id of
    one that does not lie where its path says.
    """

    path: str
    location: str
    is_remote: bool = False
    bytes: int | None = None
    modified_at: datetime | None = None
    refused: tuple[str, str] | None = None
    known_as: str | None = None

    @property
    def file_id(self) -> str:
        """The same for the same path: its bytes count where it shows as escapes, which other names may spell out."""
        if self.known_as:
            return self.known_as
        if self.is_remote or self.path == self.location:
            return content_id("file", self.path)
        return content_id("file", "bytes", os.fsencode(self.location).hex())


def find(paths: Iterable[str | Path]) -> list[Found]:
    """List every file under the paths, absolute and sorted, each once.

    A path may be a file, a folder (searched recursively), a pattern with * ? [ ] or **, or an address such as s3://….
    Hidden names (a leading dot) and the names of unfinished downloads are passed over inside folders, links to folders
    are not followed, and what a link leads to outside of its folder is refused. A file that is named itself is taken
    whatever its name. Raises MissingPathError for a path that is not there, and OutsideError for an address that does
    not answer.
    """
    found: dict[str, Found] = {}
    for path in map(str, paths):
        if "://" in path and not path.startswith("file://"):
            from flows.intake.remote import find_remote

            files = find_remote(path)
        else:
            files = list(_find_local(path.removeprefix("file://")))
        for file in files:
            found.setdefault(file.location, file)
    return sorted(found.values(), key=lambda file: file.path)


def folders_among(paths: Iterable[str | Path]) -> list[str]:
    """The local folders among these paths, each as the beginning of the paths of its files."""
    local = (str(path).removeprefix("file://") for path in paths)
    return [printable(os.path.join(os.path.abspath(path), "")) for path in local if os.path.isdir(path)]


def is_passed_over(name: str) -> bool:
    """Whether a file or folder of that name is passed over when it is found inside another."""
    return name.startswith(".") or name.endswith(_UNFINISHED)


def _find_local(path: str) -> Iterator[Found]:
    if os.path.isdir(path):
        yield from _find_in(os.path.abspath(path))
    elif os.path.lexists(path):
        yield _found(os.path.abspath(path), _refused_link(path, os.sep) if os.path.islink(path) else None)
    elif glob.has_magic(path) and (matches := glob.glob(path, recursive=True)):
        for match in matches:
            yield from _find_local(match)
    else:
        raise MissingPathError(f"{path} does not exist" if not glob.has_magic(path) else f"nothing matches {path}")


def _find_in(root: str) -> Iterator[Found]:
    inside = os.path.join(os.path.realpath(root), "")
    troubles: list[OSError] = []
    for folder, subfolders, names in os.walk(root, onerror=troubles.append):
        subfolders[:] = [name for name in subfolders if not is_passed_over(name)]
        for name in [*names, *(name for name in subfolders if os.path.islink(os.path.join(folder, name)))]:
            location = os.path.join(folder, name)
            if is_passed_over(name):
                continue
            if os.path.islink(location) and (refused := _refused_link(location, inside)):
                yield _found(location, refused)
            elif name not in subfolders:
                yield _found(location)
    for trouble in troubles:
        yield _found(os.fsdecode(trouble.filename), ("unreadable", f"this folder cannot be listed: {trouble.strerror}"))


def _refused_link(location: str, inside: str) -> tuple[str, str] | None:
    try:
        target = os.path.realpath(location, strict=True)
    except OSError as error:
        return "dead_link", f"this link leads nowhere: {error.strerror}"
    if os.path.join(target, "").startswith(inside):
        return None
    return "link_outside", "this link leads out of the folder that is loaded; name its target to load that"


def _found(location: str, refused: tuple[str, str] | None = None) -> Found:
    return Found(printable(location), location, refused=refused)

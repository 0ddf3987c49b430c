"""Finding the files that a load is asked for."""

import os
from collections.abc import Iterable
from pathlib import Path

# A program that saves in two steps writes under such a name first.
_UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".swp", "~")


class MissingPathError(FileNotFoundError):
    """A path that the user named does not exist."""


def find(paths: Iterable[Path]) -> list[str]:
    """List every file under the paths, absolute and sorted, each once.

    Folders are searched recursively; hidden names (a leading dot) and the names of unfinished downloads are passed
    over inside them, links to folders are not followed. A file that is named itself is taken whatever its name.
    Raises MissingPathError for a path that is not there.
    """
    found: set[str] = set()
    for path in paths:
        if path.is_dir():
            for folder, subfolders, names in os.walk(os.path.abspath(path)):
                subfolders[:] = [name for name in subfolders if not name.startswith(".")]
                found.update(os.path.join(folder, name) for name in names if _is_finished(name))
        elif os.path.lexists(path):
            found.add(os.path.abspath(path))
        else:
            raise MissingPathError(f"{path} does not exist")
    return sorted(found)


def _is_finished(name: str) -> bool:
    return not name.startswith(".") and not name.endswith(_UNFINISHED)

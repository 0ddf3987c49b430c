"""Files at an address of fsspec's (s3://, gs://, https://, memory://): fetched into a folder, then read as others."""

import os
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from flows.intake.errors import StillWrittenError, UnreadableError
from flows.intake.find import Found, MissingPathError, OutsideError, is_passed_over

_EXTRAS = {"s3": "s3", "s3a": "s3", "gs": "gcs", "gcs": "gcs", "http": "https", "https": "https"}
_PIECE = 1 << 20
_CREDENTIALS = re.compile(r"://[^/@]*@")
_TIMES = ("mtime", "LastModified", "last_modified", "updated", "created")


def find_remote(address: str) -> list[Found]:
    """Every file under an address: of one file, a folder, or a pattern.

    Raises MissingPathError where nothing is there or the extra for it is not installed, OutsideError where the address
    cannot be asked.
    """
    files, root = _file_system(address)
    try:
        if any(mark in root for mark in "*?["):
            listed = files.glob(root, detail=True)
        elif files.isdir(root) and not address.startswith("http"):
            listed = files.find(root, detail=True)
        else:
            listed = {root: files.info(root)}
    except FileNotFoundError as error:
        raise MissingPathError(f"{_shown(address)} does not exist") from error
    except Exception as error:
        raise OutsideError(f"{_shown(address)} cannot be listed: {type(error).__name__}: {error}") from error
    if not listed:
        raise MissingPathError(f"nothing is at {_shown(address)}")
    within = {name: name[len(root) :].split("/") if name.startswith(root) else name.split("/")[-1:] for name in listed}
    return [
        _found(files.unstrip_protocol(name), info)
        for name, info in listed.items()
        if info.get("type") != "directory" and not any(map(is_passed_over, filter(None, within[name])))
    ]


def fetch(found: Found, folder: str, max_bytes: int) -> str:
    """Copy a remote file into the folder → where it is; what lies there as it is now is not fetched again.

    Raises StillWrittenError where it changed meanwhile, and UnreadableError `too_large` or `unreachable`.
    """
    path = os.path.join(folder, found.file_id)
    if _is_fetched(found, path):
        return path
    size = 0
    try:
        files, name = _file_system(found.location)
        with files.open(name, "rb") as remote, open(path, "wb") as local:
            while piece := remote.read(_PIECE):
                size += len(piece)
                if size > max_bytes:
                    message = f"more than the {max_bytes:,} bytes of COPYDESK_MAX_FILE_BYTES"
                    raise UnreadableError("too_large", message)
                local.write(piece)
        now = _found(found.location, files.info(name))
    except FileNotFoundError as error:
        raise StillWrittenError(found.path) from error  # gone since it was listed
    except UnreadableError:
        raise
    except Exception as error:
        raise UnreadableError("unreachable", f"this address cannot be read: {type(error).__name__}: {error}") from error
    if (now.bytes, now.modified_at) != (found.bytes, found.modified_at) or found.bytes not in (None, size):
        raise StillWrittenError(found.path)
    if found.modified_at:
        os.utime(path, (found.modified_at.timestamp(),) * 2)
    return path


def _is_fetched(found: Found, path: str) -> bool:
    """Whether an earlier attempt of this load fetched it: the time of a copy is set once it is whole."""
    if found.modified_at is None or not os.path.exists(path):
        return False
    copy = os.stat(path)
    return (copy.st_size, copy.st_mtime) == (found.bytes, found.modified_at.timestamp())


def _file_system(address: str) -> tuple[Any, str]:
    import fsspec

    scheme = address.split("://", 1)[0]
    try:
        return fsspec.core.url_to_fs(address)
    except ImportError as error:
        extra = _EXTRAS.get(scheme)
        hint = f"pip install 'copydesk[{extra}]'" if extra else f"install fsspec's support for it: {error}"
        raise MissingPathError(f"{scheme}:// needs more than is installed: {hint}") from error
    except ValueError as error:
        raise MissingPathError(f"{scheme}:// is no kind of address that is known: {error}") from error


def _found(address: str, info: dict[str, Any]) -> Found:
    return Found(_shown(address), address, True, info.get("size"), _time(info.get(key) for key in _TIMES))


def _time(values: Iterable[Any]) -> datetime | None:
    for value in values:
        if isinstance(value, int | float):
            return datetime.fromtimestamp(int(value), UTC)
        if isinstance(value, str):
            try:
                value = datetime.fromisoformat(value)
            except ValueError:
                continue
        if isinstance(value, datetime):
            zoned = value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
            return zoned.replace(microsecond=0)  # listings round what a single file's data have whole
    return None


def _shown(address: str) -> str:
    """The address without a name and password in it."""
    return _CREDENTIALS.sub("://", address)

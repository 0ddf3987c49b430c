"""What Prefect's server prints: all of it into a file, the news of it to the terminal."""

import re
import time
from collections.abc import Callable
from pathlib import Path

_HEAD = re.compile(r"^\d\d:\d\d:\d\d\.\d{3} \| (WARNING|ERROR|CRITICAL)\s*\| (?P<what>.*)$")
_LOCKED = "database is locked"
# The same trouble is told once in so many seconds.
_QUIET_SECONDS = 60.0
_LARGEST = 20_000_000


class ServerLog:
    """Hears the lines one by one; the file keeps this run of the server and what was said before, up to 20 MB."""

    def __init__(self, file: Path, say: Callable[[str], None]) -> None:
        """Write to this file, and tell the terminal by `say`."""
        self._file = file
        self._say = say
        self._told: dict[str, float] = {}
        if file.exists() and file.stat().st_size > _LARGEST:
            file.replace(file.with_suffix(".log.1"))

    def hear(self, line: str) -> None:
        """Keep a line, and tell it where it is new: warnings and errors by their first line, without tracebacks."""
        with self._file.open("a", encoding="utf-8") as log:
            log.write(line + "\n")
        if _LOCKED in line:
            self._tell(
                _LOCKED,
                f"Prefect's SQLite database was busy and the server tries again; where this is often, use PostgreSQL "
                f"(docs/running). All of it is in {self._file}",
            )
        elif head := _HEAD.match(line):
            self._tell(head["what"], line)

    def _tell(self, what: str, line: str) -> None:
        now = time.monotonic()
        if now - self._told.get(what, -_QUIET_SECONDS) >= _QUIET_SECONDS:
            self._told[what] = now
            self._say(line)

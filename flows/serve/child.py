"""A program that runs beside this one: started in its own session, heard, watched and ended with all it started."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

# A child that dies sooner than this after its start dies early; after so many early deaths running it is given up.
_EARLY_SECONDS = 30.0
_MOST_EARLY_DEATHS = 5
_PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One program. `hear` gets each line that it prints, where it is `quiet` only those on standard error."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    hear: Callable[[str], None]
    quiet: bool = False
    early_deaths: int = 0
    _process: subprocess.Popen[bytes] | None = None
    _started: float = 0.0
    _again_at: float | None = None
    _listener: threading.Thread | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start the program."""
        self._process = subprocess.Popen(
            self.command,
            env=dict(self.environment),
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL if self.quiet else subprocess.PIPE,
            stderr=subprocess.PIPE if self.quiet else subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        )
        self._started, self._again_at = time.monotonic(), None
        output = self._process.stderr if self.quiet else self._process.stdout
        self._listener = threading.Thread(target=self._listen, args=(output,), daemon=True)
        self._listener.start()

    @property
    def exit_status(self) -> int | None:
        """None while it runs."""
        return None if self._process is None else self._process.poll()

    def watch(self, say: Callable[[str], None]) -> bool:
        """Start it again where it died, later each time it dies early; False once it is given up."""
        if self._again_at is not None:
            if time.monotonic() >= self._again_at:
                self.start()
            return True
        if self.exit_status is None:
            return True
        lived = time.monotonic() - self._started
        self.early_deaths = self.early_deaths + 1 if lived < _EARLY_SECONDS else 1
        if self.early_deaths >= _MOST_EARLY_DEATHS:
            return False
        pause = 2.0 ** (self.early_deaths - 1)
        self._again_at = time.monotonic() + pause
        say(f"the {self.name} ended ({_how(self.exit_status)}): started again in {pause:.0f} s")
        return True

    def wait(self, seconds: float) -> int | None:
        """Wait until it ends; its exit status, None where it still runs."""
        if self._process is None:
            return None
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        if self._process.poll() is not None and self._listener:
            self._listener.join(2)
        return self._process.poll()

    def stop(self, seconds: float) -> None:
        """Ask it to end, and end it and all of its session after so many seconds."""
        self._again_at = None
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.terminate()
            self.wait(seconds)
        self.kill()

    def kill(self) -> None:
        """End what is left of it and of its session at once."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self.wait(5)

    def _listen(self, output: IO[bytes]) -> None:
        for line in output:
            if text := _plain(line.decode("utf-8", "replace").rstrip()):
                self.hear(text)


def _end_with_parent() -> None:
    """Have the kernel end this process when the one that started it dies, however that came.

    Prefect's worker ends by SIGINT, also where it is told by SIGTERM; what a shell starts in the background ignores it.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _plain(line: str) -> str:
    """The line without control characters: what a flow prints has names of files in it."""
    return "".join("\ufffd" if unicodedata.category(sign) == "Cc" and sign != "\t" else sign for sign in line)


def _how(status: int | None) -> str:
    if status is not None and status < 0:
        return f"killed by {signal.Signals(-status).name}"
    return f"exit status {status}"

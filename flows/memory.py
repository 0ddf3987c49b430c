"""A cap on what a process takes, so that one text cannot take the machine's memory from all others."""

import resource
from pathlib import Path

_STATUS = Path("/proc/self/status")


def cap_memory(beyond: int) -> None:
    """From now on this process gets so many bytes beyond what it has: more raises MemoryError, or ends the process.

    What counts is its private writable memory, as Linux counts it (RLIMIT_DATA); elsewhere nothing is capped.
    """
    if not _STATUS.exists():
        return
    (taken,) = (int(line.split()[1]) * 1024 for line in _STATUS.read_text().splitlines() if line.startswith("VmData:"))
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = taken + beyond
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))

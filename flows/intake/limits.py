"""What one file may cost: every limit is enforced before the memory or the time is spent."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is taken in, of a file and of a record in it."""

    file_bytes: int = 64_000_000
    record_bytes: int = 16_000_000
    records: int = 1_000_000
    characters: int = 2_000_000
    depth: int = 200

"""What one file may cost: every limit is enforced before the memory or the time is spent."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The most that is taken in, of a file and of a record in it; each field is the setting `COPYDESK_MAX_<FIELD>`.

    `expansion` is how many bytes may come out of one compressed byte, once `expansion_floor` bytes have come out.
    `keys` are no limit, but go where these go: the user's own keys of JSON and tables, pairs of field and dotted path.
    """

    file_bytes: int = 8_000_000_000
    record_bytes: int = 16_000_000
    records: int = 5_000_000
    characters: int = 400_000
    depth: int = 200
    members: int = 1_000_000
    nesting: int = 6
    expansion: int = 200
    expansion_floor: int = 8_000_000
    seconds: float = 60.0
    memory: int = 2_000_000_000
    kept_bytes: int = 1_000_000
    kept_bytes_in_all: int = 1_000_000_000
    keys: tuple[tuple[str, str], ...] = ()

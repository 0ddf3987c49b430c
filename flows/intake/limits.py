"""What may be spent on one file, before memory is spent: the settings COPYDESK_MAX_* as intake sees them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds. More than these makes an UnreadableError or a BadRecord with a code, never a crash."""

    file_bytes: int = 64_000_000  # a single-record file; a streamed file of many records may be larger
    record_bytes: int = 16_000_000  # one record or archive member, expanded
    expansion: int = 200  # expanded bytes for each compressed one
    members: int = 100_000  # of an archive
    nesting: int = 3  # archives within archives
    depth: int = 200  # of JSON, XML and HTML
    records: int = 10_000_000  # of a file
    characters: int = 2_000_000  # of an article

"""A file of many elements → the bytes of each, cut at their tags, whatever is wrong inside one."""

import re
from collections.abc import Iterator
from itertools import pairwise

from flows.intake.errors import UnreadableError
from flows.intake.source import Source

_PIECE = 1 << 16
_LONGEST_TAG = 1024  # bytes of a start tag that may lie across two pieces


def fragments(source: Source, begin: re.Pattern[bytes], end: bytes) -> Iterator[bytes | UnreadableError]:
    """Yield each stretch from a match of `begin` to the next `end`, both included.

    An UnreadableError stands for one that is not closed before the next begins or the file ends (`malformed`), and
    for one beyond `limits.record_bytes` (`too_large`), which is not held.
    """
    most = source.limits.record_bytes
    held = b""
    inside = passing = False
    looked = 0  # how far `held` is known not to hold the end
    while piece := source.stream.read(_PIECE):
        held += piece
        while True:
            if not inside:
                found = begin.search(held)
                if not found:
                    held = held[-_LONGEST_TAG:]
                    break
                held, inside, looked = held[found.start() :], True, 0
            at = held.find(end, max(0, looked - len(end)))
            if at < 0:
                looked = len(held)
                break
            fragment, held = held[: at + len(end)], held[at + len(end) :]
            if not passing:
                yield from _checked(fragment, begin)
            inside = passing = False
        if inside and len(held) > most:
            if not passing:
                yield UnreadableError(
                    "too_large", f"a record of more than the {most:,} bytes of COPYDESK_MAX_RECORD_BYTES"
                )
            held, passing, looked = held[-len(end) :], True, 0
    if inside and not passing:
        yield UnreadableError("malformed", "the file ends in the middle of this record", held)


def _checked(fragment: bytes, begin: re.Pattern[bytes]) -> Iterator[bytes | UnreadableError]:
    """The fragment, and before it an error for each other that began and was not closed."""
    starts = [found.start() for found in begin.finditer(fragment)]
    for start, following in pairwise(starts):
        yield UnreadableError("malformed", "a record is not closed before the next begins", fragment[start:following])
    yield fragment[starts[-1] :]

"""Messages of news wires: parted by control characters, headed by a line of codes, closed by a time."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone

from flows.intake.errors import UnreadableError
from flows.intake.source import Record, Source
from flows.intake.times import ZONES, month_number

SOH, STX, ETX, EOT = b"\x01", b"\x02", b"\x03", b"\x04"
_PIECE = 1 << 16
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_DAY_GROUP = re.compile(
    r"\b(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)\s*(?P<zone>[A-Z]{1,4})?\s+(?P<month>[^\W\d_]{3,9})\.?\s+(?P<year>\d{4}|\d\d)\b"
)
_US_DATE = re.compile(
    r"\b(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d)\s+(?P<hour>\d\d):?(?P<minute>\d\d)\s*(?P<zone>[A-Z]{1,4})?\b"
)
_CENTURY_TURNS = 70  # two-digit years from here on are of the last century, as in POSIX


ReadMessage = Callable[[Source, bytes], Record | UnreadableError]


def read_messages(source: Source, read: ReadMessage) -> Iterator[Record | UnreadableError]:
    """Read each message of a source, from behind its SOH to before its EOT, by the rules of one format."""
    for message in _messages(source):
        if isinstance(message, UnreadableError):
            yield message
            continue
        try:
            record = read(source, message)
        except UnreadableError as error:  # what it holds is no text
            record = error
        if isinstance(record, UnreadableError):
            record.data = SOH + message
        yield record


def _messages(source: Source) -> Iterator[bytes | UnreadableError]:
    """Yield each message after its SOH, to the EOT or the next SOH; what stands between messages is left out."""
    most = source.limits.record_bytes
    held: list[bytes] = []
    size = 0
    begun = False
    while piece := source.stream.read(_PIECE):
        for number, part in enumerate(piece.split(SOH)):
            if number:
                if begun:
                    yield _message(held, size, most)
                held, size, begun = [], 0, True
            size += len(part)
            held = [*held, part] if size <= most else []
    if begun:
        yield _message(held, size, most)


def _message(held: list[bytes], size: int, most: int) -> bytes | UnreadableError:
    if size > most:
        message = f"a message of more than the {most:,} bytes of COPYDESK_MAX_RECORD_BYTES"
        return UnreadableError("too_large", message)
    return b"".join(held).partition(EOT)[0]


def text_of(source: Source, data: bytes) -> str:
    """The text of a part of a message, without control characters and with plain line ends."""
    plain = _CONTROLS.sub(b"", data)
    text = source.decode(plain) if plain else ""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_wire_time(text: str) -> str | None:
    """The time of `212101 GMT Nov 18` (day, hour, minute) or of `11-13-13 1509GMT`, in ISO 8601; None without one."""
    if found := _DAY_GROUP.search(text):
        month = month_number(found["month"])
    elif found := _US_DATE.search(text):
        month = int(found["month"])
    else:
        return None
    year = int(found["year"])
    if year < 100:
        year += 1900 if year >= _CENTURY_TURNS else 2000
    zone = ZONES.get(found["zone"] or "UTC")
    try:
        at = datetime(year, month or 0, int(found["day"]), int(found["hour"]), int(found["minute"]))
    except ValueError:
        return None
    return at.replace(tzinfo=timezone(timedelta(seconds=zone)) if zone else UTC).isoformat()

"""Times as formats print them → ISO 8601."""

import math
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

_EARLIEST, _LATEST = 1500, 2200  # years: anything else is a slip, and some of it overflows when zones are changed
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[5-9]|20|21)\d\d\b")
_DAY = re.compile(r"\b(?:[0-3]?\d)(?:st|nd|rd|th)?\b(?!:)")
_SLASHED = re.compile(r"(\d{4})[/.](\d\d?)[/.](\d\d?)(?!\d)")  # year first: the only order that cannot be mistaken
_SPACED_ZONE = re.compile(r" (?=(?:[+-]\d\d:?(?:\d\d)?|Z)$)")
_RFC_822 = re.compile(r"(?:[A-Za-z]{3,9}\.?,? )?\d\d?[ -][A-Za-z]{3,9}\.?[ -]\d\d(?:\d\d)? \d\d?:\d\d")
_HOURS_WEST = {"EST": 5, "EDT": 4, "CST": 6, "CDT": 5, "MST": 7, "MDT": 6, "PST": 8, "PDT": 7}
_HOURS_EAST = {"UTC": 0, "GMT": 0, "Z": 0, "UT": 0, "BST": 1, "CET": 1, "CEST": 2, "MESZ": 2, "MEZ": 1, "EET": 2}
ZONES = {name: -hours * 3600 for name, hours in _HOURS_WEST.items()} | {
    name: hours * 3600 for name, hours in _HOURS_EAST.items()
}
# the months' first three letters, in English, German, French, Spanish and the like as far as they differ
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("jan ene gen", "feb fev feb", "mar mär mrz maa", "apr avr abr", "mai may mag maj", "jun juin giu"),
            *("jul juil lug", "aug aou ago aoû", "sep set", "oct okt ott out", "nov", "dec dez déc dic des"),
        ),
        start=1,
    )
    for name in names.split()
}
_LONGEST = 100  # characters
_SECONDS = (100_000_000, 10_000_000_000)  # 1973 to 2286, and a thousand times that in milliseconds


def read_time(value: Any) -> str | None:
    """Return the time in ISO 8601 with the zone that it gives; None where it is no date of a known form.

    Known are ISO 8601 in its long and short forms, RFC 822 with its two-digit years and named zones, dates with the
    month in letters and a year of four digits, datetimes, and seconds or milliseconds since 1970. `03/04/2021` is
    either of two days, and so is none.
    """
    if isinstance(value, datetime):
        return _printed(value)
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _since_1970(float(value))
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST:
        return None
    text = " ".join(value.split())
    for read in (_iso, _rfc_822, _in_letters):
        try:
            if found := read(text):
                return _printed(found)
        except (ValueError, TypeError, OverflowError, IndexError, AttributeError):
            continue
    return None


def month_number(name: str) -> int | None:
    """1 to 12 for a month's name or its first letters in one of several languages; None for another word."""
    word = name.casefold()
    return _MONTHS.get(word[:4]) or _MONTHS.get(word[:3])


def _printed(time: datetime) -> str | None:
    return time.isoformat() if _EARLIEST <= time.year <= _LATEST else None


def _since_1970(number: float) -> str | None:
    if not math.isfinite(number):
        return None
    seconds = number / 1000 if number >= _SECONDS[1] else number
    return datetime.fromtimestamp(seconds, UTC).isoformat() if _SECONDS[0] <= seconds < _SECONDS[1] else None


def _iso(text: str) -> datetime | None:
    if found := _SLASHED.match(text):
        text = f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}{text[found.end() :]}"
    if text.isdigit() and len(text) != 8:  # a bare year, or a number
        return None
    return datetime.fromisoformat(_SPACED_ZONE.sub("", text.replace(" UTC", "Z")))


def _rfc_822(text: str) -> datetime | None:
    return parsedate_to_datetime(text) if _RFC_822.match(text) else None  # which guesses at anything


def _in_letters(text: str) -> datetime | None:
    if not (_MONTH.search(text) and _YEAR.search(text) and _DAY.search(_YEAR.sub("", text))):
        return None
    from dateutil import parser

    return parser.parse(text, default=datetime(2000, 1, 1), tzinfos=ZONES)

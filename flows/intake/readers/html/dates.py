"""Dates as pages write them → ISO 8601."""

import re
from datetime import date
from typing import Any

from flows.intake.times import read_time

_FIRST_YEAR = 1990
_LONGEST = 100  # characters
_DAY = len("2026-03-02")
_EPOCH = 13  # digits of milliseconds since 1970
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_MONTH = rf"(?:{'|'.join(_NAMES)})[a-z]*\.?"
_WRITTEN = re.compile(
    rf"\b(?:(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{_MONTH})),?\s+(?P<year>(?:19|20)\d{{2}})\b",
    re.IGNORECASE,
)
_IN_PATH = re.compile(r"/(?P<y>(?:19|20)\d{2})[/-](?P<m>\d{1,2}|[a-z]{3})[/-](?P<d>\d{1,2})(?=[/_.-])", re.IGNORECASE)


def iso_of(value: Any) -> str | None:
    """Return the moment or day that a stated date means, with its zone where it has one; None where it is no date."""
    if isinstance(value, str):
        value = value.strip()[:_LONGEST]
        if len(value) == _EPOCH and value.isdigit():
            value = int(value)
    found = read_time(value)
    if found is None or int(found[:4]) < _FIRST_YEAR:
        return day_in(value) if isinstance(value, str) else None
    return found[:_DAY] if isinstance(value, str) and len(value) <= _DAY else found


def day_in(text: str) -> str | None:
    """The first day that is written out in the text: `November 18, 2019` or `18 Nov 2019`."""
    found = _WRITTEN.search(text)
    if not found:
        return None
    month = _MONTHS[(found["month"] or found["month2"])[:3].lower()]
    return _day(int(found["year"]), month, int(found["day"] or found["day2"]))


def day_of_url(url: str) -> str | None:
    """The day in an address such as `/2019/11/18/otters`."""
    found = _IN_PATH.search(url)
    if not found:
        return None
    month = _MONTHS.get(found["m"].lower()) or (int(found["m"]) if found["m"].isdigit() else 0)
    return _day(int(found["y"]), month, int(found["d"]))


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year >= _FIRST_YEAR else None
    except ValueError:
        return None

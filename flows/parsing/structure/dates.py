"""Read a printed date as ISO 8601, as far as it is printed."""

import re
from datetime import date
from functools import cache

from flows.resources import word_list

_LEAP_YEAR = 2000  # holds every day that some year has
_NEARNESS = 100  # days: further from the day of publication, a day without a year may belong to any year
_MONTH, _DAY, _YEAR = r"[A-Za-z]{3,9}\.?", r"\d{1,2}(?:st|nd|rd|th)?", r"(?:,?\s+\d{4})?"
# the shapes of a printed date, for patterns that look for one
DATE = rf"(?:\d{{4}}-\d\d-\d\d|{_MONTH}\s+{_DAY}{_YEAR}|{_DAY}\s+{_MONTH}{_YEAR})"
_PARTS = re.compile(r"\d+|[A-Za-z]{3,}")
_WRITTEN_OUT = 5  # letters of a month's name that is no short form
_LONG = 6  # letters from which a month may be misspelt by a wrong letter; "Match" is no March


def read_date(printed: str) -> str | None:
    """Return `2026-03-02`, or `--03-02` where no year is printed; None where this is not a day of the calendar.

    A month may be misspelt by one letter.
    """
    if not re.fullmatch(DATE, printed):
        return None
    numbers = [int(part) for part in _PARTS.findall(printed) if part.isdigit()]
    months = [_month(part.casefold()) for part in _PARTS.findall(printed) if part.isalpha()]
    if not months:
        return _iso(*numbers)
    day, year = numbers[0], numbers[1] if len(numbers) > 1 else None
    return _iso(year, months[0], day) if months[0] else None


def complete_date(printed: str | None, published_at: str | None) -> str | None:
    """Add the year to `--03-02` where the day of publication tells it: the nearest such day, within 100 days."""
    if not printed or not printed.startswith("--") or not published_at:
        return printed
    published = date.fromisoformat(published_at[:10])
    month, day = int(printed[2:4]), int(printed[5:7])
    years = range(max(published.year - 1, 1), min(published.year + 1, 9999) + 1)
    days = [date(year, month, day) for year in years if _iso(year, month, day)]
    nearest = min(days, key=lambda one: abs((one - published).days), default=None)
    return nearest.isoformat() if nearest and abs((nearest - published).days) <= _NEARNESS else printed


def _month(printed: str) -> int | None:
    """The number of the month, which may be misspelt by one letter: Febuary, Setpember, Apirl."""
    months = _months()
    return months.get(printed) or next((months[name] for name in months if _is_misspelt(printed, name)), None)


def _is_misspelt(printed: str, name: str) -> bool:
    """Whether a letter is lost, added, out of place or (in a long name) wrong; the first one is right."""
    if len(name) < _WRITTEN_OUT or name[0] != printed[0]:
        return False
    at = next((at for at, (got, wanted) in enumerate(zip(printed, name, strict=False)) if got != wanted), len(name))
    got, wanted = printed[at:], name[at:]
    is_lost, is_added = got == wanted[1:], got[1:] == wanted
    is_swapped = got[:2] == wanted[1::-1] and got[2:] == wanted[2:]
    return is_lost or is_added or is_swapped or (got[1:] == wanted[1:] and len(name) >= _LONG)


def _iso(year: int | None, month: int, day: int) -> str | None:
    try:
        whole = date(year or _LEAP_YEAR, month, day).isoformat()
    except ValueError:
        return None
    return whole if year else f"-{whole[4:]}"


@cache
def _months() -> dict[str, int]:
    return {row["month"].casefold(): int(row["number"]) for row in word_list("months")}

"""Dates as pages write them → ISO 8601."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_FIRST_YEAR = 1990
_ISO = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ]+(?P<time>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?(?!\d))?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d{2})[/.]?(?P<m>\d{2})[/.]?(?P<d>\d{2})(?!\d)")
_EPOCH = re.compile(r"(?P<seconds>1\d{9})(?:\d{3})?")
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_MONTH = rf"(?:{'|'.join(_NAMES)})[a-z]*\.?"
_WRITTEN = re.compile(
    rf"\b(?:(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{_MONTH})),?\s+(?P<year>(?:19|20)\d{{2}})\b",
    re.IGNORECASE,
)
_IN_PATH = re.compile(r"/(?P<y>(?:19|20)\d{2})[/-](?P<m>\d{1,2}|[a-z]{3})[/-](?P<d>\d{1,2})(?=[/_.-])", re.IGNORECASE)


def iso_of(value: object) -> str | None:
    """Return the moment or day that a stated date means, with its zone where it has one; None where it is no date."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(int(value))
    if not isinstance(value, str):
        return None
    text = value.strip()[:100]
    if found := _ISO.match(text):
        return _iso(found)
    if found := _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(found["seconds"]), UTC).isoformat()
    if found := _COMPACT.match(text):
        return _day(int(found["y"]), int(found["m"]), int(found["d"]))
    try:
        return _checked(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return day_in(text)


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


def _iso(found: re.Match[str]) -> str | None:
    time = found["time"]
    zone = (found["zone"] or "").upper().replace("UTC", "Z").replace("GMT", "Z")
    text = f"{found['day']}T{time.zfill(5) if len(time) < 6 else time.zfill(8)}{zone}" if time else found["day"]
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if moment.year < _FIRST_YEAR else (moment.isoformat() if time else found["day"])


def _checked(moment: datetime) -> str | None:
    return moment.isoformat() if moment.year >= _FIRST_YEAR else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return datetime(year, month, day).date().isoformat() if year >= _FIRST_YEAR else None
    except ValueError:
        return None

"""Read the dateline that a paragraph begins with: place, agency and date as printed."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from flows.parsing.structure.dates import DATE, read_date
from flows.resources import word_list

_REACH = 120  # characters: no dateline is longer
_OPENING = 5 * _REACH  # more than is looked at: stray signs, an agency, a dateline, the words after it
_LONGEST_PLACE = 60
_SEPARATOR = re.compile(
    r"(?:--+|[–—―])\s*"  # a dash, spaced or not
    r"|(?<=\s)[-_]\s+"
    r"|(?<=[^\W\d_a-z]{3})\.-+\s+"  # "LIMA.- "
    r"|(?<=[\w)\].])-\s+"  # "Feb 26- ", "(FNA)- "
    r"|:\s+"
    r"|(?<=[)\]/])\.?\s+(?![-–—―_:])"  # nothing but the bracket around the agency: "(PTI) The"
    r"|\Z"
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
_DATE_AT_END = re.compile(rf"(?:^|(?<=[\s,.(-])){_WEEKDAY}(?P<date>{DATE})[\s,.)-]*\Z", re.IGNORECASE)
_WEEKDAY_AT_END = re.compile(r",\s*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\Z", re.IGNORECASE)
_BRACKET_AT_END = re.compile(r"[(\[/](?P<agency>[^\W\d_][\w .&'’-]{1,40})[)\]/][\s.]*\Z")
_NAME_AT_END = re.compile(r"(?:^|,\s*)(?P<agency>[^,()]{3,30}?)\.?\Z")
_AGENCY_FIRST = re.compile(r"[(\[](?P<agency>[^()\[\]]{2,40})[)\]]\s*[-–—]{1,2}\s+(?=\S)")
_WHOLE_LINE = re.compile(r"[)\]/–—:-]\s*\Z|\d{4}-\d\d-\d\d\s*\Z|^[^,]*,[^-]*\Z")
_STRAY = re.compile(r"[^\w(\[]+|[a-z]\s+(?=[A-Z]{2})")
_PLACE_PART = re.compile(r"[^\W\d_]+(?:[.'’‘`ʻ /-]{1,2}[^\W\d_]+)*\.?")
_JOINING = frozenset({"determiner", "preposition", "conjunction"})
_OPENS_SENTENCE = re.compile(r"[\"“‘'`«(\[<$]*[^\Wa-z_]")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline: its text, place and agency as printed, its date in ISO 8601, and its span in the paragraph.

    It is `sure` where a date or an agency stands in it; otherwise a place and a dash are all there is.
    """

    text: str
    place: str | None
    agency: str | None
    date: str | None
    start: int
    end: int
    text_start: int  # where the sentence after it begins

    @property
    def sure(self) -> bool:
        """Whether a date or an agency stands in it."""
        return bool(self.agency or self.date)


def find_dateline(paragraph: str, dialogue: bool = False) -> Dateline | None:
    """Return the dateline at the start of this paragraph, None where there is none.

    A place without date and agency must be printed in capitals or be a known one; in a `dialogue`,
    where capitals and a colon stand before what each person says, they are no place.
    """
    return _find(paragraph[:_OPENING], dialogue)


@lru_cache(maxsize=64)  # the lines at the top of an article are asked about several times
def _find(paragraph: str, dialogue: bool) -> Dateline | None:
    stray = _STRAY.match(paragraph, 0, _REACH)
    start = stray.end() if stray else 0
    if first := _AGENCY_FIRST.match(paragraph, start):
        return _read_agency_first(paragraph, first)
    return _read_at(paragraph, start, dialogue)


def agency_name(printed: str | None) -> str | None:
    """The agency's full name where `seeds/agencies.csv` holds what is printed: AP → Associated Press."""
    return _agencies().get(printed.casefold()) if printed else None


def _read_at(paragraph: str, start: int, dialogue: bool) -> Dateline | None:
    unsure = None
    head = paragraph[: start + _REACH]
    for separator in _SEPARATOR.finditer(head, start):
        if separator.end() == len(head) < len(paragraph):
            break
        mark = separator[0].strip()
        place, agency, date = _parts(head[start : separator.start()])
        rest = paragraph[separator.end() : separator.end() + _REACH]
        if not rest and not _WHOLE_LINE.search(head):  # a headline: "STRIKES END MARCH 9"
            continue
        if not _is_dateline(place, agency, date, mark, rest, dialogue):
            continue
        end = separator.start() + len(separator[0].rstrip())
        found = Dateline(paragraph[start:end], place or None, agency, date, start, end, separator.end())
        if found.sure:
            return found
        unsure = unsure or found
    return unsure


def _read_agency_first(paragraph: str, first: re.Match[str]) -> Dateline | None:
    """Read `(Reuters) - The` and `(ANSA) - ROME, March 2 - The`."""
    if not agency_name(first["agency"]):
        return None
    then = _read_at(paragraph, first.end(), dialogue=False)
    if then and then.place and then.date:
        text = paragraph[first.start() : then.end]
        return Dateline(text, then.place, first["agency"], then.date, first.start(), then.end, then.text_start)
    end = first.start() + len(first[0].rstrip())
    return Dateline(paragraph[first.start() : end], None, first["agency"], None, first.start(), end, first.end())


def _parts(left: str) -> tuple[str, str | None, str | None]:
    """Place, agency and date of what stands before a separator, read from its end."""
    place = left.rstrip()
    agency = date = None
    while part := _last_part(place, agency is None, date is None):
        kind, value, start = part
        if kind == "agency":
            agency = value
        elif kind == "date":
            date = value
        place = place[:start].rstrip(" ,–—-")
    # "Md." keeps its full stop; in "MOSCOW. March 2" it parts place and date
    return place if "," in place or "." in place[:-1] else place.rstrip("."), agency, date


def _last_part(text: str, agency: bool, date: bool) -> tuple[str, str, int] | None:
    """The agency, date or weekday at the end of the text, of those still wanted: its kind, value and start."""
    if agency:
        for pattern, accepts in ((_BRACKET_AT_END, _is_agency), (_NAME_AT_END, agency_name)):
            if (found := pattern.search(text)) and accepts(found["agency"]):
                return "agency", found["agency"], found.start()
    if date:
        if (found := _DATE_AT_END.search(text)) and (iso := read_date(found["date"])):
            return "date", iso, found.start()
        if found := _WEEKDAY_AT_END.search(text):
            return "weekday", found[0], found.start()
    return None


def _is_agency(printed: str) -> bool:
    # "(Qatar)" says where Doha lies
    return agency_name(printed) is not None or (printed[0].isupper() and printed.casefold() not in known_places())


def _is_dateline(place: str, agency: str | None, date: str | None, mark: str, rest: str, dialogue: bool) -> bool:
    known_agency = agency_name(agency) is not None
    if not place:
        return known_agency
    if not is_place(place):
        return False
    city = place.split(",")[0]
    stands_out = _is_capitals(city) or city.casefold() in known_places()
    if not rest:
        return bool(stands_out and (known_agency or date))
    if not mark:  # "New Delhi, March 2 (PTI) The"
        return bool(known_agency and (date or city.casefold() in known_places()) and stands_out)
    if date or known_agency:
        return stands_out or mark != ":" or known_agency
    # an unknown agency shows by its capitals or its several words: "(Labour)" after a name is none
    if agency and not (agency.isupper() or " " in agency or city.casefold() in known_places()):
        return False
    if (
        not stands_out
        or mark.startswith("/")
        or not _OPENS_SENTENCE.match(rest)
        or rest.isupper()
        or rest.count(" ") < 2
    ):
        return False
    return mark != ":" or city.casefold() in known_places() or (not dialogue and agency is None)


def is_place(text: str) -> bool:
    """Whether the text has the shape of a place: few capitalised words, and none that opens a slug or a sentence."""
    if len(text) > _LONGEST_PLACE:
        return False
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 4 or not all(_PLACE_PART.fullmatch(part) for part in parts):
        return False
    words = text.replace(",", " ").replace("/", " ").split()
    capitalised = all(word[0].isupper() or word.casefold() in _particles() for word in words[1:])
    if len(words) > 7 or not (capitalised or parts[0].casefold() in known_places()):  # "New york, March 2"
        return False
    slugs = _slug_words()
    first = words[0].casefold()
    return words[0][0].isupper() and slugs.get(first) != "no" and not all(word.casefold() in slugs for word in words)


def _is_capitals(city: str) -> bool:
    """Whether the place is printed in capitals: NEW YORK, McLEAN, SYDNEY and KUALA LUMPUR."""
    words = [word.removeprefix("Mc") for word in re.split(r"[ /]", city) if word.casefold() not in _particles()]
    return len(city) > 1 and bool(words) and all(word.isupper() for word in words)


@cache
def _agencies() -> dict[str, str]:
    rows = word_list("agencies")
    return {row["name"].casefold(): row["name"] for row in rows} | {row["code"].casefold(): row["name"] for row in rows}


@cache
def _particles() -> frozenset[str]:
    """Words that places are written with in small letters: Rio de Janeiro, Stratford-upon-Avon."""
    small = frozenset(row["part"] for row in word_list("name_parts") if row["kind"] == "particle")
    return small | {row["word"] for row in word_list("function_words") if row["kind"] in _JOINING}


@cache
def known_places() -> frozenset[str]:
    """Cities, countries and states, case-folded."""
    names = [row["place"] for row in (*word_list("places"), *word_list("dateline_places"))]
    for row in word_list("countries"):
        names += [row["country"], *row["also"].split("|"), *row["capitals"].split("|")]
    names += [row["state"] for row in word_list("us_states")]
    return frozenset(name.casefold() for name in names if name)


@cache
def _slug_words() -> dict[str, str]:
    """Words that no place begins with ("no"), or that no place consists of ("yes")."""
    words = [row["word"] for row in word_list("function_words")] + [row["noun"] for row in word_list("time_nouns")]
    slugs = {row["word"]: row["alone"] for row in word_list("slug_words")}
    return {word.casefold(): "no" for word in words} | slugs

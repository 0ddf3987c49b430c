"""An article's fields held against the answers: title, source, dateline, authors, links, body and the rest."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from flows.scoring.measures import Measure, average, measure

ONE_VALUED = (
    "title",
    "title_source",
    "source",
    "section",
    "dateline",
    "dateline_place",
    "dateline_agency",
    "dateline_date",
)
MANY_VALUED = ("authors", "subheadings")
_SHINGLE = 4  # words in a row, as web-page extractors are compared (article-extraction-benchmark)
_NO_WORD = re.compile(r"[\W_]+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one article. A field that an answer leaves out is not scored for it; None says that it has none.

    A list under a one-valued field holds the forms accepted, e.g. AP and Associated Press.
    """

    values: Mapping[str, str | Sequence[str] | None]
    body: str
    links: Sequence[tuple[str, str | None]] = field(default=())


def measure_fields(cases: Iterable[tuple[Fields, Fields]]) -> dict[str, Measure]:
    """Links, the fields together and each, over (answer, found) pairs; the body by four-word runs, as an average.

    Texts are compared without case, punctuation and quote style; a link is right with its words and, where the
    answer gives one, its address.
    """
    cases = list(cases)
    links = [_links(answer, found) for answer, found in cases]
    counted = {
        name: [count(answer.values[name], found.values.get(name)) for answer, found in cases if name in answer.values]
        for names, count in ((ONE_VALUED, _one), (MANY_VALUED, _many))
        for name in names
    }
    bodies = average(shingle_measure(answer.body, found.body) for answer, found in cases if answer.body)
    return {
        "links": _sum(links),
        "fields": _sum(chain.from_iterable(counted.values())),
        **{f"fields.{name}": _sum(counts) for name, counts in counted.items()},
        "body": bodies,
    }


def plain(text: str) -> str:
    """The text without case, punctuation, quote style and spacing."""
    return _NO_WORD.sub(" ", unicodedata.normalize("NFKC", text)).strip().casefold()


def shingle_measure(wanted: str, got: str) -> Measure:
    """How far one text's runs of four words are the other's."""
    wanted_runs, got_runs = _shingles(wanted), _shingles(got)
    common = (wanted_runs & got_runs).total()
    return measure(common, got_runs.total(), wanted_runs.total())


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1)))


def _one(wanted: str | Sequence[str] | None, got: str | Sequence[str] | None) -> tuple[int, int, int]:
    """Right, found and wanted of a one-valued field."""
    accepted = _forms(wanted)
    return int(bool(accepted & _forms(got))), int(bool(got)), int(bool(accepted))


def _many(wanted: str | Sequence[str] | None, got: str | Sequence[str] | None) -> tuple[int, int, int]:
    expected, found = _forms(wanted), _forms(got)
    return len(expected & found), len(found), len(expected)


def _links(answer: Fields, found: Fields) -> tuple[int, int, int]:
    got = {plain(text): url for text, url in found.links}
    right = sum(plain(text) in got and url in (None, got[plain(text)]) for text, url in answer.links)
    return right, len(found.links), len(answer.links)


def _forms(value: str | Sequence[str] | None) -> set[str]:
    values = [value] if isinstance(value, str) else value or ()
    return {plain(one) for one in values} - {""}


def _sum(counts: Iterable[tuple[int, int, int]]) -> Measure:
    rows = list(counts)
    return measure(*(sum(row[i] for row in rows) for i in range(3)))

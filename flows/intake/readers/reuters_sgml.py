"""The SGML of the Reuters-21578 collection: a thousand articles a file."""

import html
import re
from collections.abc import Iterator

from flows.intake.errors import UnreadableError
from flows.intake.fragments import fragments
from flows.intake.readers.nitf import given
from flows.intake.source import Reader, Record, Source
from flows.intake.times import read_time

_BEGIN = re.compile(rb"<REUTERS(?=[\s>])")
_ROOT = re.compile(rb"\s*(?:<!DOCTYPE\s+lewis\b[^>]*>\s*)?(?:<!DOCTYPE\s+lewis\b|<REUTERS\s)", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_ITEM = re.compile(r"<D>(.*?)</D>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[A-Z]+\b[^<>]*>")
_KEYWORDS = ("TOPICS", "PLACES", "PEOPLE", "ORGS", "EXCHANGES", "COMPANIES")


def read_article(data: bytes) -> Record | UnreadableError:
    """Read one `REUTERS` element. Dateline and text are one paragraph, as they were printed."""
    text = data.decode("latin-1")
    inside = _inside(text, "TEXT")
    if inside is None:
        return UnreadableError("malformed", "this article has no TEXT element", data)
    body = _inside(inside, "BODY")
    dateline = _words(_inside(inside, "DATELINE"))
    if body is None:  # a headline alone, or text that nobody marked up
        rest = re.sub(r"<(TITLE|AUTHOR|DATELINE)>.*?</\1>", "", inside, flags=re.DOTALL | re.IGNORECASE)
        body = _TAG.sub("", rest)
    body = _plain(body).strip("\n")
    if not body.strip():
        return UnreadableError("no_text", "this article is a headline without text", data)
    keywords = [_words(one) for name in _KEYWORDS for one in _ITEM.findall(_inside(text, name) or "")]
    metadata = {
        "title": _words(_inside(inside, "TITLE")),
        "byline": _words(_inside(inside, "AUTHOR")),
        "published_at": read_time(_words(_inside(text, "DATE"))),
        "language": "en",
        "source": "Reuters",
        "keywords": list(dict.fromkeys(word for word in keywords if word)),
    }
    return Record(f"{dateline} {body.lstrip()}" if dateline else body, given(metadata))


def _inside(text: str, name: str) -> str | None:
    found = re.search(rf"<{name}\b[^<>]*>", text, re.IGNORECASE)
    if not found:
        return None
    end = text.find(f"</{name}>", found.end())
    return text[found.end() : end] if end >= 0 else None


def _plain(text: str) -> str:
    return _CONTROLS.sub("", html.unescape(text.replace("\r\n", "\n")))


def _words(text: str | None) -> str:
    return " ".join(_plain(text).split()) if text else ""


def _matches(source: Source) -> bool:
    return _ROOT.match(source.head[:1000].removeprefix(b"\xef\xbb\xbf")) is not None


def _read(source: Source) -> Iterator[Record | UnreadableError]:
    source.encodings.add(("iso8859-1", "declared"))  # by the collection's own account
    for fragment in fragments(source, _BEGIN, b"</REUTERS>"):
        yield fragment if isinstance(fragment, UnreadableError) else read_article(fragment)


READER = Reader("Reuters-21578 SGML", _matches, _read)

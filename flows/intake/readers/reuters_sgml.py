"""The SGML of the Reuters-21578 collection: a thousand articles a file."""

import html
import re
from collections.abc import Iterator

from flows.intake.errors import UnreadableError
from flows.intake.readers.nitf import given
from flows.intake.source import Reader, Record, Source
from flows.intake.times import read_time

_PIECE = 1 << 16
_BEGIN, _END = b"<REUTERS", b"</REUTERS>"
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
        return UnreadableError("malformed", "this article has no TEXT element")
    body = _inside(inside, "BODY")
    dateline = _words(_inside(inside, "DATELINE"))
    if body is None:  # a headline alone, or text that nobody marked up
        rest = re.sub(r"<(TITLE|AUTHOR|DATELINE)>.*?</\1>", "", inside, flags=re.DOTALL | re.IGNORECASE)
        body = _TAG.sub("", rest)
    body = _plain(body).strip("\n")
    if not body.strip():
        return UnreadableError("no_text", "this article is a headline without text")
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
    most = source.limits.record_bytes
    held = b""
    passing = False  # over an article that is too large
    while piece := source.stream.read(_PIECE):
        held += piece
        while (end := held.find(_END)) >= 0:
            begin = max(0, held.rfind(_BEGIN, 0, end))
            if not passing:
                if held.find(_BEGIN, 0, begin) >= 0:
                    yield UnreadableError("malformed", "an article is not closed before the next begins")
                yield read_article(held[begin:end])
            held, passing = held[end + len(_END) :], False
        if len(held) > most:
            if not passing:
                message = f"an article of more than the {most:,} bytes of COPYDESK_MAX_RECORD_BYTES"
                yield UnreadableError("too_large", message)
            held, passing = held[-len(_END) :], True
    if _BEGIN in held and not passing:
        yield UnreadableError("malformed", "the file ends in the middle of this article")


READER = Reader("Reuters-21578 SGML", _matches, _read)

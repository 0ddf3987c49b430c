"""ANPA-1312: text messages of American news wires, one or many a file."""

import re
from collections.abc import Iterator

from flows.intake.errors import UnreadableError
from flows.intake.readers.nitf import given
from flows.intake.source import Reader, Record, Source
from flows.intake.wire import ETX, SOH, STX, read_messages, read_wire_time, text_of

# service letter and story number, a separator, selectors; then priority, category, typesetting and keyword
_FIRST = re.compile(rb"\s*[A-Za-z]\d{3,4}[\x1c-\x1f ]")
_SECOND = re.compile(
    rb"\s*(?P<priority>[A-Za-z]) (?P<category>[A-Za-z]) ?[\x13\x14][\x11\x12] ?[^\r\n]*$",
    re.MULTILINE,
)
_LEADING = b"\x00\x16 \t\r\n\x7f\xff"
_REACH = 2000
_SLUG = re.compile(r"(?:[A-Z]{2}-)?(?P<slug>.*?)(?:,\s*[\w-]*\d[\w-]*)*")
_NOTE = re.compile(
    r"(?:eds?|editors?|note|attn|attention|adv|for release|hold|with|(?:ap|upi|reuters) (?:photos?|graphics?|video))\b",
    re.IGNORECASE,
)
_BY = re.compile(r"by\s+(?=\S)", re.IGNORECASE)
_SECTIONS = {
    "a": "national",
    "e": "entertainment",
    "f": "business",
    "i": "international",
    "l": "lifestyle",
    "p": "politics",
    "s": "sports",
    "w": "Washington",
}
_QUOTES = (("``", "“"), ("''", "”"), ("`", "‘"))
_HEAD_LINES = 20


def read_message(source: Source, message: bytes) -> Record | UnreadableError:
    """Read one message, from behind its SOH to before its EOT."""
    header, begun, rest = message.partition(STX)
    fields = _SECOND.search(header)
    if not begun or not fields:
        return UnreadableError("malformed", "this message has no header of ANPA-1312, or no text")
    body, _, trailer = rest.partition(ETX)
    lines = text_of(source, body).strip("\n").split("\n")
    above: list[str] = []
    while lines and len(above) < _HEAD_LINES and (lines[0].lstrip().startswith("^") or not lines[0].strip()):
        if line := lines.pop(0).strip():
            above.append(line)
    text = "\n".join(_plain(line) for line in lines).strip("\n").rstrip()
    if not text.strip():
        return UnreadableError("no_text", "this message has no text below its headline")
    slug, title, byline = _head(above)
    metadata = {
        "title": _plain(title) if title else None,
        "byline": byline,
        "published_at": read_wire_time(text_of(source, trailer)),
        "section": _SECTIONS.get(fields["category"].decode("ascii").lower()),
        "keywords": [slug] if slug else [],
    }
    return Record(text, given(metadata))


def _head(above: list[str]) -> tuple[str | None, str | None, str | None]:
    """Slug, headline and byline of the lines `^…<` and `^…=` above the text; notes for editors are left out."""
    slug = title = byline = None
    for at, line in enumerate(above):
        words = " ".join(line.strip("^<= ").split())
        if at == 0 and (found := _SLUG.fullmatch(words)) and (found["slug"] != words or len(above) > 1):
            slug = found["slug"].strip(" -,") or None
        elif _BY.match(words):
            byline = byline or words
        elif title is None and words and not _NOTE.match(words) and not line.rstrip().endswith("="):
            title = words
    return slug, title, byline


def _plain(line: str) -> str:
    """A line with typographers' quotation marks and without the marks at its end."""
    for typed, printed in _QUOTES:
        line = line.replace(typed, printed)
    return line.rstrip("<= ")


def _matches(source: Source) -> bool:
    head = source.head[:_REACH].lstrip(_LEADING)
    if not head.startswith(SOH) or not _FIRST.match(head[1:]):
        return False
    header, begun, _ = head[1:].partition(STX)
    return bool(begun) and _SECOND.search(header) is not None


def _read(source: Source) -> Iterator[Record | UnreadableError]:
    return read_messages(source, read_message)


READER = Reader("ANPA-1312", _matches, _read)

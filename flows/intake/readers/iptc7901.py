"""IPTC 7901: text messages of news agencies, one or many a file."""

import re
from collections.abc import Iterator

from flows.intake.errors import UnreadableError
from flows.intake.readers.nitf import given
from flows.intake.source import Reader, Record, Source
from flows.intake.wire import ETX, SOH, STX, read_messages, read_wire_time, text_of

# source code and message number, priority, category, count of words, and what an agency adds
_HEADER = re.compile(
    r"\s*(?P<code>[^\W\d_]{0,8})(?P<number>\d{1,6})\s+(?P<priority>\d)\s+(?P<category>\w{1,4})\s+(?P<words>\d{1,6})\b(?P<more>.*)"
)
_LEADING = b"\x00\x16 \t\r\n\x7f\xff"
_REACH = 2000  # bytes within which the text of the first message begins
_LONGEST_HEADLINE = 300
_HEADLINE_LINES = 5
_URGENT = frozenset({"EXTRA", "URGENT", "FLASH", "ALERT", "BULLETIN", "EIL", "BLITZ", "SNAP", "NEWSALERT"})
_AGENCY = re.compile(r"\s*([^\W\d_]{2,12})\b")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\((https?://[^()\s]{1,2000})\)")


def read_message(source: Source, message: bytes) -> Record | UnreadableError:
    """Read one message, from behind its SOH to before its EOT."""
    before, begun, rest = message.partition(STX)
    header, _, slugs = text_of(source, before).partition("\n")
    fields = _HEADER.match(header)
    if not begun or not fields:
        return UnreadableError("malformed", "this message has no header of IPTC 7901, or no text")
    body, _, trailer = rest.partition(ETX)
    title, text = _headline(text_of(source, body))
    if not text.strip():
        return UnreadableError("no_text", "this message has no text below its headline")
    agency = _AGENCY.match(fields["more"])
    keywords = [word for slug in re.split(r"[/\n]", slugs) if (word := slug.strip(" =-"))]
    metadata = {
        "title": title,
        "published_at": read_wire_time(text_of(source, trailer)) or read_wire_time(fields["more"]),
        "source": agency[1] if agency else None,
        "keywords": keywords,
        "links": [{"kind": "read_more", "text": found[1], "url": found[2]} for found in _LINK.finditer(text)],
    }
    return Record(text, given(metadata))


def _headline(text: str) -> tuple[str | None, str]:
    """The headline, marked by a closing `=` or standing alone above a blank line, and the text below it."""
    lines = text.strip("\n").split("\n")
    while lines and (not lines[0].strip() or lines[0].strip(" !=-").upper() in _URGENT):
        lines.pop(0)
    above: list[str] = []
    for at, line in enumerate(lines[:_HEADLINE_LINES]):
        if not line.strip():
            break
        above.append(line.strip())
        if line.rstrip().endswith("="):
            return _joined(above), _plain(lines[at + 1 :])
    headline = _joined(above)
    if not above or len(headline) > _LONGEST_HEADLINE or headline.endswith((".", ".”", '."')):
        return None, _plain(lines)
    return headline, _plain(lines[len(above) :])


def _joined(lines: list[str]) -> str:
    return " ".join(" ".join(lines).rstrip("= ").split())


def _plain(lines: list[str]) -> str:
    return "\n".join(line.rstrip("= ") for line in lines).strip("\n")


def _matches(source: Source) -> bool:
    head = source.head[:_REACH].lstrip(_LEADING)
    if not head.startswith(SOH):
        return False
    header, begun, _ = head[1:].partition(STX)
    return bool(begun) and _HEADER.match(header.decode("latin-1")) is not None


def _read(source: Source) -> Iterator[Record | UnreadableError]:
    return read_messages(source, read_message)


READER = Reader("IPTC 7901", _matches, _read)

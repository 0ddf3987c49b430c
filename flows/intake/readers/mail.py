"""E-mail: one message a file; its text, and the headers that say what an article's fields say."""

import email
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from email.utils import getaddresses

from flows.intake.errors import UnreadableError
from flows.intake.fields import words_of
from flows.intake.markup import Copy, read_html
from flows.intake.readers.nitf import given
from flows.intake.source import Reader, Record, Source
from flows.intake.times import read_time

_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:[ \t]")
_TELLING = re.compile(
    rb"^(?:(from|sender|return-path)|(date|subject|to)|(message-id|mime-version|received|content-type|delivered-to)):",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESS_HEADERS = ("X-Article-URL", "X-URL", "Content-Location", "Content-Base", "Archived-At")
_LONGEST_HEADER = 10_000
_FORWARDED = re.compile(r"^(?:(?:re|fwd?|aw|wg)\s*:\s*)+", re.IGNORECASE)
_MOST_PARTS = 1000


def read_message(source: Source, data: bytes) -> Record | UnreadableError:
    """Read one message: its plain text, or else its HTML; attachments are left out."""
    try:
        message = email.message_from_bytes(data, policy=compat32)
        copy = _copy(source, message)
    except RecursionError:
        return UnreadableError("too_deep", "messages too deep in one another")
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, AssertionError) as error:
        return UnreadableError(
            "malformed", f"this is no well-formed message: {type(error).__name__}: {str(error)[:100]}"
        )
    if not copy.text.strip():
        return UnreadableError("no_text", "this message has no text beside its attachments")
    subject = _FORWARDED.sub("", _header(message, "Subject"))
    addresses = (_header(message, name).strip("<> ") for name in _ADDRESS_HEADERS)
    metadata = {
        "title": subject,
        "authors": [_name(name) for name, _ in getaddresses([_header(message, "From")]) if name and "@" not in name],
        "published_at": read_time(_header(message, "Date")),
        "language": _header(message, "Content-Language").split(",")[0].strip(),
        "url": next((one for one in addresses if one.lower().startswith(("http://", "https://"))), None),
        "source": _header(message, "Organization"),
        "keywords": words_of(_header(message, "Keywords")),
    }
    return Record(copy.text, given(metadata) | copy.metadata)


def _copy(source: Source, message: Message) -> Copy:
    html = None
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            break
        kind = part.get_content_type()
        if part.is_multipart() or part.get_content_disposition() == "attachment" or part.get_filename():
            continue
        if kind == "text/plain" and (text := _text(source, part)).strip():
            return Copy(_unflowed(text) if str(part.get_param("format") or "").lower() == "flowed" else text)
        if kind == "text/html" and html is None:
            html = part
    return read_html(_text(source, html)) if html is not None else Copy("")


def _text(source: Source, part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    return source.decode(data, part.get_content_charset()).replace("\r\n", "\n") if data else ""


def _unflowed(text: str) -> str:
    """Join lines that RFC 3676 broke softly, after a space."""
    return re.sub(r"(?<!\n-- )(?<=\S) \n(?=[^\s>])", " ", text)


def _name(printed: str) -> str:
    """Doe, Jane → Jane Doe."""
    last, comma, first = printed.partition(", ")
    return f"{first} {last}" if comma and "," not in first else printed


def _header(message: Message, name: str) -> str:
    """A header as text, its encoded words decoded; empty where it is missing."""
    value = str(message.get(name) or "")[:_LONGEST_HEADER]
    pieces = []
    try:
        for words, charset in decode_header(value):
            pieces.append(words.decode(charset or "utf-8", "replace") if isinstance(words, bytes) else words)
    except (MessageError, LookupError, ValueError, TypeError, AssertionError):
        return " ".join(value.split())
    return " ".join("".join(pieces).split())


def _matches(source: Source) -> bool:
    head = source.head.removeprefix(b"\xef\xbb\xbf")
    if not _HEADER.match(head):
        return False
    headers = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    told = [found.lastindex for found in _TELLING.finditer(headers)]
    if source.suffix == ".eml" or (source.content_type or "").startswith("message/rfc822"):
        return bool(told)
    return {1, 2, 3} <= set(told)


def _read(source: Source) -> Iterator[Record | UnreadableError]:
    yield read_message(source, source.data())


READER = Reader("e-mail", _matches, _read, one=True)

"""Bytes → text: UTF-8 with or without a byte order mark; anything else is told by a code."""

import re

from flows.intake.read import UnreadableError

_SUFFIXES = (".txt", ".md")
# Terminal escapes, form controls and the marks that turn the direction of text round: none belongs in copy.
_CONTROLS = re.compile(r"[\x01-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_MOST_CONTROLS = 0.02


def decode(path: str, data: bytes) -> str:
    """Return the text of a plain-text file, its control characters taken out.

    Raises UnreadableError with the code `unknown_type` (by its suffix), `empty`, `not_utf8` or `not_text`.
    """
    if not path.lower().endswith(_SUFFIXES):
        raise UnreadableError("unknown_type", f"files of this type are not read; {' and '.join(_SUFFIXES)} are")
    if not data.strip(b"\xef\xbb\xbf \t\r\n\f\v"):
        raise UnreadableError("empty", "there is nothing in this file")
    if b"\0" in data:
        raise UnreadableError("not_text", "this file holds NUL bytes: it is not text, or not UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"byte {error.start} is not UTF-8; save the file as UTF-8 and load it again"
        raise UnreadableError("not_utf8", message) from error
    plain, controls = _CONTROLS.subn("", text)
    if controls > _MOST_CONTROLS * len(text) + 8:
        raise UnreadableError("not_text", f"{controls:,} control characters in {len(text):,}: this file is not text")
    if not plain.strip():
        raise UnreadableError("empty", "there is nothing but white space in this file")
    return plain

"""Making text harmless: no control characters, terminal escapes or turned directions, and one spelling a character."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

# Whatever a terminal would obey: CSI and OSC sequences whole, then single controls.
_ESCAPE = re.compile(
    r"(?:\x1b\[|\x9b)[0-9:;<=>?]{0,64}[ -/]{0,8}[@-~]|(?:\x1b\]|\x9d)[^\x07\x1b\x9c]{0,512}(?:\x07|\x1b\\|\x9c)"
)
# Form controls and the marks that turn the direction of text round: none belongs in copy.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Beyond 30 combining marks no script goes, and normalising longer runs takes time by their square.
_STACKED = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0730-\u074a"
    r"\u08d3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ufe20-\ufe2f]{30})"
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0730-\u074a"
    r"\u08d3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ufe20-\ufe2f]+"
)


def harmless(text: str) -> str:
    """Return the text without controls, terminal escapes and bidi overrides, in Unicode's normal form C.

    Offsets of everything found in an article count in what this returns.
    """
    text = _CONTROL.sub("", _ESCAPE.sub("", text))
    if text.isascii():
        return text
    text = _STACKED.sub(r"\1", _SURROGATE.sub("\ufffd", text))
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def controls_in(text: str) -> int:
    """How many control characters it holds."""
    return sum(1 for _ in _CONTROL.finditer(text))


def harmless_metadata(value: Any) -> Any:
    """The same for each string in a record's metadata."""
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, Mapping):
        return {harmless_metadata(key): harmless_metadata(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [harmless_metadata(one) for one in value]
    return value

"""Bytes → text: by byte order mark, by what they are in UTF-8, by declaration, and last by how they look."""

import codecs
import re
from dataclasses import dataclass
from typing import Literal

from flows.intake.charsets import detect
from flows.intake.errors import UnreadableError
from flows.intake.hygiene import controls_in

Method = Literal["bom", "declared", "utf-8", "nul pattern", "detected"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What pages declare and what they mean by it (the WHATWG's table, as far as Python does not do so itself).
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
_NOT_TEXT = {
    "base64",
    "hex",
    "bz2",
    "zlib",
    "uu",
    "quopri",
    "rot13",
    "punycode",
    "idna",
    "unicode_escape",
    "raw_unicode_escape",
    "utf-7",
    "mbcs",
    "oem",
    "undefined",
}
_SAMPLE = 16_384
# What UTF-8 looks like in another encoding: two letters or more in the place of one.
_MAY_BE_MOJIBAKE = re.compile(r"[^\x00-\x7f]{2}|[ÂÃ]")
_MOST_CONTROLS = 0.02
_MOST_NULS = 0.01  # fewer are dirt in a text, and are taken out
_OVERLONG = re.compile(rb"[\xc0\xc1][\x80-\xbf]|\xe0[\x80-\x9f][\x80-\xbf]|\xf0[\x80-\x8f][\x80-\xbf]{2}")
_CUT_SHORT = re.compile(rb"(?:[\xe0-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{1,2})\Z")
_RAW_CONTROLS = bytes([*range(0x00, 0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was in (Python's name), and how that was found."""

    text: str
    encoding: str
    method: Method


def decode(data: bytes, declared: str | None = None, repair: bool = True) -> Decoded:
    """Return the text of these bytes, mojibake repaired where that is sure.

    Without `repair` that is left to the caller, for whom most of the text may not matter: it takes 30 ms for a page.
    Raises UnreadableError `not_text` for what is no text in any encoding, and `not_utf8` for damaged UTF-8: cut in the
    middle of a character, or with bytes that are none.
    """
    decoded = _decode(data, declared)
    controls = controls_in(decoded.text)
    if controls > _MOST_CONTROLS * len(decoded.text) + 8 or decoded.text.count("\0") > _MOST_NULS * len(decoded.text):
        message = f"{controls:,} control characters in {len(decoded.text):,}: this is not text"
        raise UnreadableError("not_text", message)
    return Decoded(repaired(decoded.text), decoded.encoding, decoded.method) if repair else decoded


def _decode(data: bytes, declared: str | None) -> Decoded:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data[len(mark) :], encoding), encoding, "bom")
    named = _codec(declared)
    if b"\0" in data and (wide := _wide(data)):
        text = _attempt(data, wide)
        if text is not None:
            return Decoded(
                text, wide, "declared" if named in (wide, wide[:6], wide[:6].replace("-", "_")) else "nul pattern"
            )
    if (text := _attempt(data, "utf-8")) is not None and not (named and b"\x1b" in data):
        return Decoded(text, "utf-8", "declared" if named == "utf-8" else "utf-8")
    if named and named != "utf-8" and not named.startswith(("utf-16", "utf-32")):
        encoding = _MEANT.get(named, named)
        if (text := _attempt(data, encoding)) is not None:
            return Decoded(text, encoding, "declared")
    if len(data.translate(None, _RAW_CONTROLS)) < (1 - _MOST_CONTROLS) * len(data) - 8:
        raise UnreadableError("not_text", "this is binary data, not text")
    _refuse_damaged_utf8(data)
    return _detected(data)


def _codec(declared: str | None) -> str | None:
    """Python's name of a declared encoding; None where it knows none, or none of text."""
    try:
        name = codecs.lookup((declared or "").strip()).name
    except (LookupError, ValueError):
        return None
    return name if name not in _NOT_TEXT else None


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, ValueError):
        return None


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        code = "not_utf8" if encoding == "utf-8" else "not_text"
        raise UnreadableError(
            code, f"byte {error.start:,} is not {encoding}, which its first bytes announce"
        ) from error


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, told by where the NUL bytes of its Latin letters, spaces and line ends are."""
    sample = data[: _SAMPLE - _SAMPLE % 4]
    nuls = [sample[place::4].count(0) for place in range(4)]
    quarter = max(1, len(sample) // 4)
    if len(data) % 4 == 0:
        if min(nuls[2:]) > 0.9 * quarter > 4 * nuls[0]:
            return "utf-32-le"
        if min(nuls[:2]) > 0.9 * quarter > 4 * nuls[3]:
            return "utf-32-be"
    even, odd = nuls[0] + nuls[2], nuls[1] + nuls[3]
    if len(data) % 2 == 0 and max(even, odd) > 0.1 * quarter and min(even, odd) * 20 <= max(even, odd):
        return "utf-16-be" if even > odd else "utf-16-le"
    return None


def _refuse_damaged_utf8(data: bytes) -> None:
    """Tell UTF-8 that was cut or mangled from text in another encoding: by what is right of it."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    right = sum(1 for character in text if character > "\x7f") - broken
    if right > broken or _OVERLONG.search(data) or _CUT_SHORT.search(data):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            message = f"byte {error.start:,} is not UTF-8, though the rest is; save the file as UTF-8 again"
            raise UnreadableError("not_utf8", message) from error


def _detected(data: bytes) -> Decoded:
    encoding = detect(data)
    if encoding is None:
        raise UnreadableError("not_text", "this is not text in any encoding that is known; save the file as UTF-8")
    return Decoded(data.decode(encoding, "replace"), encoding, "detected")


def repaired(text: str) -> str:
    """Undo UTF-8 read as another encoding, line by line, where ftfy finds letters that no language puts together."""
    if not _MAY_BE_MOJIBAKE.search(text):
        return text
    from ftfy.badness import is_bad

    return "".join(
        _repaired_line(line) if _MAY_BE_MOJIBAKE.search(line) and is_bad(line) else line
        for line in text.splitlines(keepends=True)
    )


def _repaired_line(line: str) -> str:
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    fixed: str = fix_encoding(line)
    return fixed if len(fixed) < len(line) and not is_bad(fixed) else line

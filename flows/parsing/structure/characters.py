"""Make the characters of a text plain: one kind of line end, no invisible or control characters."""

import re

_LINE_END = re.compile(r"\r\n?|[\v\x85\u2028]")
_PAGE_END = re.compile(r"[\f\u2029]")
_INVISIBLE = re.compile(r"[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
# Joiners shape Persian, Indic and emoji text, and are rubbish beside Latin letters and spaces.
_STRAY_JOINER = re.compile(r"(?<![^\x00-\u024f])[\u200c\u200d]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffc]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_TAB = "    "
# whatever is changed below: most texts hold nothing of it
_ODD = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufffc]"
)


def plain(text: str) -> str:
    r"""Return the text with "\n" for each line end, tabs as four spaces, and nothing that cannot be printed.

    A soft hyphen or a zero-width space vanishes; a control character becomes a space, half a surrogate pair U+FFFD.
    """
    if not _ODD.search(text):
        return text
    if not text.isascii():
        text = _LINE_END.sub("\n", _PAGE_END.sub("\n\n", text))
        text = _SURROGATE.sub("\ufffd", _STRAY_JOINER.sub("", _INVISIBLE.sub("", text)))
    elif "\r" in text or "\v" in text or "\f" in text:
        text = _LINE_END.sub("\n", _PAGE_END.sub("\n\n", text))
    return _CONTROL.sub(" ", text.replace("\t", _TAB))


def plain_line(text: str) -> str:
    """Return the text on one line, its words parted by single spaces."""
    return " ".join(plain(text).split())

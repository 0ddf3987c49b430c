"""The characters of a page: by byte order mark, by what its carrier or the page itself declares, and last by guess."""

import re

from flows.intake.errors import UnreadableError
from flows.intake.source import Source

_DECLARED = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w:.-]{1,40})|^\s*<\?xml[^>]{0,100}encoding=["']([\w:.-]{1,40})""",
    re.IGNORECASE,
)
_REACH = 4096  # bytes, within which browsers look for a declaration
_MOST_BROKEN = 0.001  # of the characters


def declared_charset(data: bytes) -> str | None:
    """The encoding that the page's first bytes name."""
    found = _DECLARED.search(data[:_REACH])
    return (found[1] or found[2]).decode("ascii") if found else None


def markup_of(source: Source) -> str:
    """The page as text, with U+FFFD for the few bytes that damaged it, mojibake not yet repaired.

    Raises UnreadableError as `Source.text` does.
    """
    data = source.data()
    try:
        return source.decode(data, source.charset or declared_charset(data), repair=False)
    except UnreadableError as error:
        text = data.decode("utf-8", "replace")
        if error.code != "not_utf8" or text.count("\ufffd") > _MOST_BROKEN * len(text) + 1:
            raise
        source.encodings.add(("utf-8", "detected"))
        return text

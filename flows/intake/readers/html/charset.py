"""The characters of a page: by byte order mark, by what the page itself or its carrier declares, and last by guess."""

import re

from flows.intake.source import Source

_DECLARED = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w:.-]{1,40})|^\s*<\?xml[^>]{0,100}encoding=["']([\w:.-]{1,40})""",
    re.IGNORECASE,
)
_REACH = 4096  # bytes, within which browsers look for a declaration


def declared_charset(data: bytes) -> str | None:
    """The encoding that the page's first bytes name."""
    found = _DECLARED.search(data[:_REACH])
    return (found[1] or found[2]).decode("ascii") if found else None


def markup_of(source: Source) -> str:
    """The page as text. Raises UnreadableError as `Source.data` and `Source.decode` do."""
    data = source.data()
    return source.decode(data, declared_charset(data))

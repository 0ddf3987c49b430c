"""Text that others wrote, made fit to be shown in Markdown: it appears as itself and can do nothing."""

import re
import unicodedata

# What means something to Markdown, HTML or a linker of bare addresses. Behind a backslash each is shown as itself but
# never taken for markup, in a table or outside (the Prefect UI shows numeric entities as they are written). Full stops
# and colons only within words, where they make addresses.
_ACTIVE = re.compile(r"[\\`*_~\[\]<>&|@#$]|[.:](?=\S)")
# Joiners that Persian and emoji need; every other invisible or control character can hide or reorder text.
_JOINERS = {"\u200c", "\u200d"}


def escape(text: str, longest: int = 300) -> str:
    """Return the text on one line, at most `longest` characters of it, without effect in Markdown, HTML or a terminal.

    White space is squeezed, control characters (terminal escapes, directions) are shown as U+FFFD.
    """
    line = " ".join(text[: longest * 4].split())
    line = line if len(line) <= longest else line[: longest - 1] + "…"
    return _ACTIVE.sub(r"\\\g<0>", "".join(map(_visible, line)))


def _visible(character: str) -> str:
    hidden = unicodedata.category(character).startswith("C") and character not in _JOINERS
    return "\ufffd" if hidden else character

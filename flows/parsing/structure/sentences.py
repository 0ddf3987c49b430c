"""Where the first sentence of a paragraph ends."""

import re
from functools import cache

from flows.resources import word_list

_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"”’'»)\]]{0,3}(?=\s+[\"“‘'«(\[]{0,3}[^\Wa-z_])")
_WORD_BEFORE = re.compile(r"\S{0,24}\Z")
_TERMINAL = ".!?…"
_CLOSERS = " \"”’'»)]*_"


def first_sentence(text: str) -> str:
    """Return the first sentence, its closing mark included; an abbreviation or an initial does not end it."""
    for stop in _STOP.finditer(text):
        word = _WORD_BEFORE.search(text, max(0, stop.start() - 24), stop.start())
        if stop[0] != "." or not word or not _abbreviates(word[0]):
            return text[: stop.end()]
    return text


def is_ended(text: str) -> bool:
    """Whether the text ends as a sentence does."""
    return text.rstrip(_CLOSERS)[-1:] in tuple(_TERMINAL)


def _abbreviates(word: str) -> bool:
    bare = word.lstrip("\"“‘'«([").casefold()
    return len(bare) == 1 or "." in bare or bare in _abbreviations()


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(row["abbreviation"].rstrip(".").casefold() for row in word_list("abbreviations"))

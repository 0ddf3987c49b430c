"""What the class, id and role of an element say of it: that it holds the article, or anything but."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise

from flows.resources import word_list

Marks = frozenset[str]
_NONE: Marks = frozenset()
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[a-z]+")


@lru_cache(maxsize=16_384)
def marks_of(*names: str | None) -> Marks:
    """The words of `seeds/page_marks.csv` that stand in these names, alone or two in a row as one."""
    joined = " ".join(name for name in names if name)[:1000]
    if not joined:
        return _NONE
    words = _WORD.findall(_HUMP.sub("-", joined).lower())
    known = kinds()
    found = {word for word in words if word in known}
    found |= {pair for first, second in pairwise(words) if (pair := first + second) in known}
    return frozenset(found) or _NONE


@cache
def kinds() -> dict[str, str]:
    """What each word says of its element: `furniture`, `related`, `comments`, `caption`, `hidden` or `body`."""
    return {row["word"]: row["kind"] for row in word_list("page_marks")}


def kinds_of(words: Iterable[str]) -> set[str]:
    """The kinds of these words."""
    known = kinds()
    return {known[word] for word in words}

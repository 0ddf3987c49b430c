"""Which quotation marks belong together."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_DOUBLE = re.compile(r"[\"“”„«»]|``|''")
_SINGLE = re.compile(r"[‘’']")
_OPENING = frozenset("“„«")
_CLOSING = frozenset("”»")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch in quotation marks: `start` and `end` with the marks, `inner_start` and `inner_end` without."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True  # False where the paragraph ends first, as in a quotation that the next one goes on with


def pair_marks(text: str, blocks: Iterable[tuple[int, int]]) -> list[Quoted]:
    """The outermost quotations of each block, in order; marks nested in another kind of marks are left inside.

    A mark that nothing closes opens a quotation to the end of its block only if that block or the next one begins
    with a mark; else it is ignored. An opening mark after another one that nothing closed takes its place.
    """
    found: list[Quoted] = []
    spans = list(blocks)
    for number, (start, end) in enumerate(spans):
        following = spans[number + 1][0] if number + 1 < len(spans) else end
        goes_on = text[following : following + 1] in ("“", '"', "«", "„") and following != end
        quoted = _doubles(text, start, end, goes_on)
        found += sorted(quoted + _singles(text, start, end, quoted), key=lambda q: q.start)
    return found


def _doubles(text: str, start: int, end: int, goes_on: bool) -> list[Quoted]:
    found: list[Quoted] = []
    opened: re.Match[str] | None = None
    nests = _is_balanced(text, start, end)
    depth = 0
    for mark in _DOUBLE.finditer(text, start, end):
        if nests and opened and mark[0] == "“" and not _closes_backwards(text, mark, end):
            depth += 1
        elif nests and opened and mark[0] == "”" and depth:
            depth -= 1
        elif opened is None:
            if not _closes(text, mark, start, end):
                opened = mark
        elif (mark[0] in _OPENING and not _closes_german(opened, mark) and not _closes_backwards(text, mark, end)) or (
            mark[0] not in _CLOSING and _opens(text, mark, start, end)
        ):
            opened = mark
        else:
            found.append(Quoted(opened.start(), mark.end(), opened.end(), mark.start()))
            opened = None
    if opened and (goes_on or opened.start() == start):
        found.append(Quoted(opened.start(), end, opened.end(), end, closed=False))
    return [q for q in found if any(map(str.isalnum, text[q.inner_start : q.inner_end]))]


def _is_balanced(text: str, start: int, end: int) -> bool:
    """Whether each curly mark has its partner, so that one inside another is meant."""
    return text.count("“", start, end) == text.count("”", start, end)


def _closes(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """Whether a mark can only close: ” or », or a straight one (" or '') with a word before it and none after it."""
    if mark[0] in _OPENING or mark[0] == "``":
        return False
    if mark[0] in _CLOSING and not _opens(text, mark, start, end):
        return True
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    return not before.isspace() and before not in "([—–-:," and (after.isspace() or after in ".,;:!?)]—")


def _closes_german(opened: re.Match[str], mark: re.Match[str]) -> bool:
    return opened[0] == "„" and mark[0] == "“"


def _closes_backwards(text: str, mark: re.Match[str], end: int) -> bool:
    """Whether an opening mark stands where only a closing one can, a common slip: “Why?“ he asked."""
    after = text[mark.end()] if mark.end() < end else " "
    return after.isspace() and not text[mark.start() - 1 : mark.start()].isspace()


def _opens(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """Whether a straight mark can only open: space before it, a word after it."""
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    return before.isspace() and after.isalnum()


def _singles(text: str, start: int, end: int, doubles: list[Quoted]) -> list[Quoted]:
    found: list[Quoted] = []
    opened: int | None = None
    inside = iter(doubles)
    double = next(inside, None)
    for mark in _SINGLE.finditer(text, start, end):
        at = mark.start()
        while double and double.end <= at:
            double = next(inside, None)
            opened = None
        if double and double.start <= at:
            opened = None
            continue
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        if mark[0] != "’" and not before.isalnum() and before not in ".,!?’'" and after.isalnum():
            opened = at
        elif opened is not None and mark[0] != "‘" and not after.isalnum() and not before.isspace():
            if before == "s" and mark[0] == "'" and after == " " and text[at + 2 : at + 3].islower():
                continue  # more likely a plural's possessive: the ministers' talks
            found.append(Quoted(opened, at + 1, opened + 1, at))
            opened = None
    return found

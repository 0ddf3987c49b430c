"""Where the sentences of a block begin and end."""

import re
from collections.abc import Iterator
from functools import cache

from flows.parsing.quotes.cues import speech_verbs
from flows.resources import word_list

_STOP = re.compile(r"([.!?…]+)[\"”’'»)\]]{0,3}\s+(?=(?:« |[\"“„‘'`«(\[]{0,3})\w)|\n+")
_WORD_BEFORE = re.compile(r"[\w.&'’-]*\Z")
_FOLLOWING = re.compile(r"[\w'’-]+|[.!?:;]")
_MAX_CHARS = 1000  # keeps the parser's memory and time bounded
_LOOK_AHEAD = 90


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the sentences of `text[start:end]`, in order, without the white space between them.

    A full stop after an abbreviation or an initial ends none, nor does a mark of exclamation or question at the end
    of quoted words whose attribution follows: “Why?” Smith asked.
    """
    spans = []
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if stop[1] and not _ends(text, stop, start):
            continue
        spans.append((begin, stop.start() + len(stop[0].rstrip())))
        begin = stop.end()
    spans.append((begin, end))
    return [span for a, b in spans for cut in _cut(text, a, b) if (span := _trimmed(text, *cut))]


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence longer than any writer's in pieces, at spaces as far as there are any."""
    while end - start > _MAX_CHARS:
        space = text.rfind(" ", start + 1, start + _MAX_CHARS)
        stop = space if space > 0 else start + _MAX_CHARS
        yield start, stop
        start = stop
    yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _ends(text: str, stop: re.Match[str], start: int) -> bool:
    closers = stop[0].rstrip()[len(stop[1]) :]
    following = next(ch for ch in text[stop.end() : stop.end() + 4] if ch.isalnum() or ch == "_")
    if following.islower():
        return False
    if stop[1] == "." and not closers:
        word = _WORD_BEFORE.search(text, max(start, stop.start() - 24), stop.start())
        before = word[0] if word else ""
        if before.casefold().strip("'’-") in _abbreviations():
            return False
        if len(before) == 1 and before.isupper():  # an initial: J. Smith
            return text[stop.end()] in '"“'
        if re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", before):  # U.S, a.m: a name or a number goes on
            return text[stop.end()] in "\"“‘'«" or _starts_sentence(text, stop.end())
    if closers and stop[1] != "." and closers[0] in "\"”’'»":
        return not _attribution_follows(text, stop.end())
    return True


def _starts_sentence(text: str, at: int) -> bool:
    word = _FOLLOWING.match(text, at)
    return word is not None and word[0] in _opening_words()


@cache
def _opening_words() -> frozenset[str]:
    return frozenset(row["word"].capitalize() for row in word_list("opening_words"))


def _attribution_follows(text: str, at: int) -> bool:
    """Whether a subject and a verb of speech stand here, before the next stop."""
    verbs = speech_verbs()
    previous = ""
    for count, word in enumerate(_FOLLOWING.finditer(text, at, at + _LOOK_AHEAD)):
        if word[0] in ".!?:;":
            if word[0] != "." or not (len(previous) == 1 or previous.casefold() in _abbreviations()):
                return False
        elif word[0] in verbs and count:
            return True
        previous = word[0]
    return False


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(row["abbreviation"].rstrip(".").casefold() for row in word_list("abbreviations"))

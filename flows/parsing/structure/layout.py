"""Turn lines into paragraphs: unwrap hard-wrapped lines, see indents, bullets and marked headings."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from flows.parsing.structure.sentences import is_ended

Part = Literal["alone", "opening"] | None

_WIDEST_WRAP = 100  # columns: wire copy is wrapped at 60-80; a longer line is a paragraph of its own
_NARROWEST_WRAP = 40
_RAGGED = 8  # columns by which a wrapped line may fall short, its words changed after it was wrapped
_INDENT = 2  # columns from which an indent begins a paragraph
_TOP = 8  # lines among which a headline, byline and dateline may follow each other without a blank line
_KNOWN_LEVEL = 2
_BULLET = re.compile(r"(?:[•▪►▶·‣●■–*+]|-|\d{1,2}[.)])\s+(?=[\w\"“‘'«(\[<])")
_HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
_UNDERLINE = re.compile(r"(?:=+|-+|~+)\Z")
_ORNAMENT = re.compile(r"[\W_]+\Z")
_JOINED_BY_HYPHEN = re.compile(r"[^\W_]-\Z")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its lines, joined; `chunk` numbers the stretch between blank lines; `level` 1-6 marks a heading.

    `is_known` says that the format tells headings from paragraphs: without a level it is none, however it looks.
    """

    text: str
    lines: tuple[str, ...]
    chunk: int
    level: int = 0
    is_known: bool = False


@dataclass(slots=True)
class _Line:
    text: str
    indent: int
    width: int
    chunk: int


def lay_out(text: str, part_of_head: Callable[[str], Part]) -> list[Paragraph]:
    """Split plain text into paragraphs.

    A blank line parts them, and so does an indent, a bullet, or a line end that is not explained by wrapping.
    `part_of_head` says which of the first lines begin a part of their own (a dateline and what follows it) or stand
    `alone` (a byline). Ornaments such as `* * *` and the lines under underlined headings are left out.
    """
    chunks = _chunks(text)
    wrap = _wrap_width(chunks)
    indented = any(_is_indented(chunk) for chunk in chunks)
    paragraphs: list[Paragraph] = []
    seen = 0
    for chunk in chunks:
        base = 0 if indented else min(line.indent for line in chunk)
        first_line_indented = _is_indented(chunk)
        group: list[str] = []
        level = 0
        for before, line in pairwise([None, *chunk]):
            assert line is not None
            seen += 1
            if _UNDERLINE.match(line.text) and len(line.text) >= 3 and len(group) == 1 and not level:
                level = 1 if line.text[0] == "=" else 2
                continue
            goes_on = before is not None and (
                (first_line_indented and line.indent == 0 and before.width <= _WIDEST_WRAP)
                or _continues(before, line, base, wrap, seen, part_of_head)
            )
            if group and (level or not goes_on):
                paragraphs.append(_paragraph(group, line.chunk, level))
                group, level = [], 0
            hashes = _HASHES.match(line.text)
            if hashes:
                level = len(hashes[1])
            group.append(line.text[hashes.end() :] if hashes else line.text)
        if group:
            paragraphs.append(_paragraph(group, chunk[0].chunk, level))
    return [paragraph for paragraph in paragraphs if not _ORNAMENT.match(paragraph.text)]


def known_paragraphs(text: str, kinds: Sequence[str]) -> list[Paragraph]:
    """Take the paragraphs as their format gave them, each a line of `text` and of the kind at its place in `kinds`.

    Empty where there are not as many kinds as paragraphs: the text is then laid out by its looks.
    """
    texts = text.split("\n\n")
    if not kinds or len(texts) != len(kinds):
        return []
    lines = [" ".join(one.split()) for one in texts]
    return [
        Paragraph(line, (line,), number, _KNOWN_LEVEL if kind == "subheading" else 0, is_known=True)
        for number, (line, kind) in enumerate(zip(lines, kinds, strict=True), 1)
        if line and not _ORNAMENT.match(line)
    ]


def _chunks(text: str) -> list[list[_Line]]:
    chunks: list[list[_Line]] = [[]]
    for raw in text.split("\n"):
        words = raw.split()
        if not words:
            if chunks[-1]:
                chunks.append([])
            continue
        width = len(raw.rstrip())
        chunks[-1].append(_Line(" ".join(words), width - len(raw.strip()), width, len(chunks)))
    return chunks if chunks[-1] else chunks[:-1]


def _is_indented(chunk: list[_Line]) -> bool:
    indents = [line.indent for line in chunk]
    return min(indents) == 0 and indents[0] >= _INDENT


def _wrap_width(chunks: list[list[_Line]]) -> int:
    """The width that the lines were wrapped at, 0 where they were not: where most line ends it would not explain."""
    wrapped = [chunk for chunk in chunks if len(chunk) > 1 and max(line.width for line in chunk) <= _WIDEST_WRAP]
    breaks = [
        (line.width, len(after.text.split(" ", 1)[0]))
        for chunk in wrapped
        for line, after in pairwise(chunk)
        if after.indent < line.indent + _INDENT
    ]
    widths = sorted(line.width for chunk in wrapped for line in chunk)
    wrap = widths[len(widths) * 9 // 10] if widths else 0
    full = sum(width + 1 + word > wrap - _RAGGED for width, word in breaks)
    return wrap if wrap >= _NARROWEST_WRAP and 0 < len(breaks) <= full * 2 else 0


def _continues(
    before: _Line, line: _Line, base: int, wrap: int, number: int, part_of_head: Callable[[str], Part]
) -> bool:
    """Whether the line, the `number`th of the text, goes on with the paragraph of the line before it."""
    if line.indent >= base + _INDENT or _BULLET.match(line.text) or _HASHES.match(line.text):
        return False
    if _ORNAMENT.match(line.text) or _ORNAMENT.match(before.text):
        return False
    if number <= _TOP and (part_of_head(line.text) or part_of_head(before.text) == "alone"):
        return False
    if number <= _TOP and before.text.isupper() and not line.text.isupper():
        return False
    if number == 2 and _is_title_case(before.text) and not _is_title_case(line.text):
        return False
    word = line.text.split(" ", 1)[0]
    if wrap and before.width + 1 + len(word) > wrap - _RAGGED:
        return max(before.width, line.width) <= _WIDEST_WRAP
    return word[0].islower() and not is_ended(before.text) and not before.text.endswith(":")


def _is_title_case(text: str) -> bool:
    words = [word for word in text.split() if len(word) > 3]
    return not is_ended(text) and len(words) > 3 and not any(word[0].islower() for word in words)


def _paragraph(lines: list[str], chunk: int, level: int) -> Paragraph:
    text = lines[0]
    if len(lines) > 1:
        joined = [text]
        for before, line in pairwise(lines):
            # a compound broken at its hyphen is made whole; "short-\nand long-term" is not
            close = _JOINED_BY_HYPHEN.search(before) and not line.startswith(("and ", "or ", "to "))
            joined.append(line if close else f" {line}")
        text = "".join(joined)
    return Paragraph(text, tuple(lines), chunk, level)

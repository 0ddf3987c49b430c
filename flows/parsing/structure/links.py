"""Take the links of an article out of its paragraphs: read-more blocks and lines; and find those that stay inside."""

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain

from flows.model import Link
from flows.parsing.structure.layout import Paragraph
from flows.parsing.structure.sentences import is_ended
from flows.resources import word_list

URL = re.compile(r"(?<!\w)(?:https?://|www\.)[^\s<>\"“”]{1,2000}[^\s<>\"“”.,;:!?'’)\]}*_]", re.IGNORECASE)
_MARKED_LINK = re.compile(
    r"(?<!!)\[ *([^\[\]\s][^\[\]\n]{0,300}?) *\]"  # [words]
    r"\(((?:https?://|/|www\.)[^\s()]{1,2000})(?: [^()\n]{1,200})?\)"  # (address "title")
)
_INLINE = re.compile(r"(?P<marker>[^:>»|]{4,30}?)\s*[:>»|]+\s*(?P<what>\S.*)")
_BULLET = re.compile(r"(?:[•▪►▶·‣●■–*+>»-]|\d{1,2}[.)])+\s+")
_BAR = re.compile(r"\s+[|•·]\s+")
_FEWEST_WORDS = 3  # of a headline
_LONGEST_HEADLINE = 200
_LONGEST_MARKER = 40


def take_read_more(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], list[Link]]:
    """Part the read-more blocks and lines from the text.

    A block is a marker of `seeds/read_more_markers.csv` on its own line and the headlines and addresses under it, up
    to the first paragraph that reads as prose.
    """
    kept: list[Paragraph] = []
    links: list[Link] = []
    at = 0
    while at < len(paragraphs):
        paragraph = paragraphs[at]
        at += 1
        if marked := _marked_lines(paragraph):
            links += _linked(marked)
        elif is_marker(paragraph.text):
            begin = at
            while at < len(paragraphs) and _is_item(paragraphs[at]):
                at += 1
            links += _linked([item for one in paragraphs[begin:at] for item in _items(one)])
        else:
            kept.append(paragraph)
    return kept, links


def unmark_links(text: str) -> tuple[str, list[Link]]:
    """Replace each `[words](address)` by its words, and return those links and the bare addresses, in order."""
    if "](" not in text and "://" not in text and "www." not in text:
        return text, []
    links = [Link("inline", found[1], found[2]) for found in _MARKED_LINK.finditer(text)]
    text = _MARKED_LINK.sub(r"\1", text)
    known = {link.text for link in links}
    return text, links + [Link("inline", url, url) for url in URL.findall(text) if url not in known]


def merge_links(given: Iterable[Link], *found: Iterable[Link]) -> tuple[Link, ...]:
    """The links that the file gives, then those found in its text that are not among them."""
    merged = {(link.kind, link.text, link.url): link for link in given}
    urls = {link.url for link in merged.values() if link.url}
    for link in chain(*found):
        if link.url is None or link.url not in urls:
            merged.setdefault((link.kind, link.text, link.url), link)
    return tuple(merged.values())


def is_url(text: str) -> bool:
    """Whether an address is all there is."""
    return bool(URL.fullmatch(text.strip("<>() ")))


def is_marker(text: str) -> bool:
    """Whether the line is one that announces related articles."""
    return len(text) <= _LONGEST_MARKER and _bare(text) in _markers()


def _marked_lines(paragraph: Paragraph) -> list[str]:
    """The headlines and addresses of lines such as `READ ALSO: Ministers meet | Bells ring`; none where it is prose."""
    lines: list[str] = []
    for line in paragraph.lines:
        if _opens_marked_line(line):
            lines.append(line)
        elif lines:
            lines[-1] += f" {line}"
        else:
            return []
    headlines = [_after_marker(line) for line in lines]
    return [item for headline in headlines for item in _split_list(headline)] if all(headlines) else []


def _opens_marked_line(line: str) -> bool:
    found = _INLINE.match(line)
    return found is not None and _markers().get(_bare(found["marker"])) == "both"


def _after_marker(line: str) -> str:
    """The headline or address after the marker; nothing where prose follows."""
    found = _INLINE.fullmatch(line) if len(line) <= _LONGEST_HEADLINE + _LONGEST_MARKER else None
    if found is None or (is_ended(line) and not URL.search(line)):
        return ""
    return found["what"]


def _split_list(headline: str) -> list[str]:
    """Each of the headlines `A | B`; a single one may end in its outlet's name."""
    items = _BAR.split(headline)
    return items if all(item.count(" ") >= _FEWEST_WORDS - 1 for item in items) else [headline]


def _is_item(paragraph: Paragraph) -> bool:
    if is_marker(paragraph.text) or paragraph.level == 1:
        return False
    if URL.search(paragraph.text) or _BULLET.match(paragraph.text):
        return all(len(line) <= 2 * _LONGEST_HEADLINE for line in paragraph.lines)
    text = paragraph.text
    return len(text) <= _LONGEST_HEADLINE * len(paragraph.lines) and not text.rstrip('"”').endswith(".")


def _items(paragraph: Paragraph) -> list[str]:
    """The lines of an item, a wrapped headline made whole."""
    items: list[str] = []
    for line in paragraph.lines:
        if items and line[0].islower() and not URL.match(line):
            items[-1] += f" {line}"
        else:
            items.append(line)
    return items


def _linked(items: list[str]) -> list[Link]:
    """A link an item; an address on the line after a headline is that headline's."""
    links: list[Link] = []
    for item in items:
        bullet = _BULLET.match(item)
        bare = item[bullet.end() :] if bullet else item
        marked = _MARKED_LINK.search(bare)
        found = URL.search(bare)
        if marked:
            links.append(Link("read_more", _MARKED_LINK.sub(r"\1", bare), marked[2]))
        elif not found:
            links.append(Link("read_more", bare, None))
        elif text := (bare[: found.start()] + bare[found.end() :]).strip(" -–—:|<>()[]"):
            links.append(Link("read_more", text, found[0]))
        elif links and links[-1].url is None:
            links[-1] = Link("read_more", links[-1].text, found[0])
        else:
            links.append(Link("read_more", found[0], found[0]))
    return links


def _bare(text: str) -> str:
    return " ".join(text.strip(' \t:.…-–—*_#>»|[]()"“”').casefold().replace("’", "'").split())


@cache
def _markers() -> dict[str, str]:
    return {row["marker"].casefold(): row["place"] for row in word_list("read_more_markers")}

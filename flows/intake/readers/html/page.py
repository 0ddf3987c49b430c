"""Markup → a tree, by lexbor; what would cost it more than its size is worth is refused or cut first."""

import re

from selectolax.lexbor import LexborHTMLParser

from flows.intake.errors import UnreadableError

_PIECE = 4096  # characters
_DEPTH_FACTOR = 10  # real pages leave tags unclosed, which counts as depth here
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{10000}")
_WHOLE_TAG = re.compile(r"""<([a-zA-Z][^\s/>]*)(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>""")
_MOST_SPACES = 500  # between the attributes of one tag
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
# fmt: off
_SHALLOW = frozenset({  # that hold nothing, or that the next of their kind ends
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
    "li", "option", "td", "th", "tr", "dt", "dd", "tbody",
})
# fmt: on


def parse_page(markup: str, depth: int) -> LexborHTMLParser:
    """Return the tree of a page.

    The parser takes time by the square of depth and of the attributes of one tag. Raises UnreadableError `too_deep`
    beyond ten times `depth` elements that are open at once; a tag of hundreds of attributes loses them.
    """
    if _is_suspicious(markup, depth * _DEPTH_FACTOR) and _is_deep(markup, depth * _DEPTH_FACTOR):
        raise UnreadableError("too_deep", f"more than {depth * _DEPTH_FACTOR:,} elements stand inside of each other")
    return LexborHTMLParser(_without_crowds(markup))


def _is_suspicious(markup: str, deepest: int) -> bool:
    """Whether it may be too deep: an upper bound that is counted in pieces, without looking at the tags."""
    if markup.count("<") <= deepest:
        return False
    is_open = 0
    for at in range(0, len(markup), _PIECE):
        tags = markup.count("<", at, at + _PIECE)
        if is_open + tags > deepest:
            return True
        is_open = max(0, is_open + tags - 2 * markup.count("</", at, at + _PIECE))
    return False


def _is_deep(markup: str, deepest: int) -> bool:
    """Count the tags that are open, each name for itself: a stray end tag closes nothing."""
    counts: dict[str, int] = {}
    depth = 0
    for tag in _TAG.finditer(markup):
        name = tag[2].lower()
        if name in _SHALLOW:
            continue
        held = counts.get(name, 0)
        if not tag[1]:
            counts[name] = held + 1
            depth += 1
            if depth > deepest:
                return True
        elif held:
            counts[name] = held - 1
            depth -= 1
    return False


def _without_crowds(markup: str) -> str:
    """Take the attributes out of tags that have hundreds."""
    pieces: list[str] = []
    done = 0
    found = _LONG_TAG.search(markup)
    while found:
        tag = _WHOLE_TAG.match(markup, found.start())
        if tag and sum(map(tag[0].count, " \t\n\r\f/")) > _MOST_SPACES:
            pieces += [markup[done : tag.start()], f"<{tag[1]}>"]
            done = tag.end()
        found = _LONG_TAG.search(markup, max(done, tag.end() if tag else found.end()))
    return "".join([*pieces, markup[done:]]) if pieces else markup

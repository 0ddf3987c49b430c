"""Markup → a tree, by lexbor; what would cost it more than its size is worth is refused or cut first.

lexbor takes time by the square of the depth and of the attributes of one tag, and opens each piece of type that was
left open anew in every paragraph. What these checks do not foresee ends at the clock of the reading process.
"""

import re
from itertools import islice

from selectolax.lexbor import LexborHTMLParser

from flows.intake.errors import UnreadableError

_MOST_TAGS = 150_000
_MANY_TAGS = 20_000  # of which no depth takes longer than half a second
_DEPTH_FACTOR = 10  # real pages leave tags unclosed, which counts as depth here
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_SHALLOW = frozenset({  # that hold nothing, or that the next of their kind ends
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
    "li", "option", "td", "th", "tr", "dt", "dd", "tbody",
})  # fmt: skip
_TYPE = re.compile(r"<(/?)([abisu]|big|code|em|font|nobr|small|strike|strong|tt)(?=[\s/>])[^>]*>?", re.IGNORECASE)
_TYPE_NAME = re.compile(r"<(/?)([abisu]|big|code|em|font|nobr|small|strike|strong|tt)[\s/>]", re.IGNORECASE)
_FEW_TAGS = 1_500
_MOST_COPIES = 300_000  # elements that type left open may become
_CROWD = re.compile(r"""<[a-zA-Z](?:[^<>"']{1,100}+(?:"[^"]*+"|'[^']*+')*+){300}""")
_WHOLE_TAG = re.compile(r"""<([a-zA-Z][^\s/>]*)(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>?""")
_PROGRAM = re.compile(r"<(script|style)\b(?![^>]{0,200}ld\+json)[^>]*>.*?</\1", re.IGNORECASE | re.DOTALL)


def parse_page(markup: str, depth: int) -> LexborHTMLParser:
    """Return the tree of a page.

    Raises UnreadableError `too_large` beyond 150,000 tags, and `too_deep` where, among very many
    tags, more than ten times `depth` are open at once. A tag of hundreds of attributes loses them; a page of links and
    type that are never closed loses those.
    """
    tags = markup.count("<")
    if tags - markup.count("</") > _MANY_TAGS and _is_deep(markup, depth * _DEPTH_FACTOR):
        raise UnreadableError("too_deep", f"more than {depth * _DEPTH_FACTOR:,} elements stand inside of each other")
    if tags > _MOST_TAGS:
        raise UnreadableError("too_large", f"{tags:,} tags are more than the {_MOST_TAGS:,} that a page may have")
    if _CROWD.search(markup):
        markup = _without_crowds(_PROGRAM.sub("", markup))  # in programs, what looks like a tag is none
    if tags > _FEW_TAGS and _left_open(markup) * tags > _MOST_COPIES:
        markup = _TYPE.sub(" ", markup)
    return LexborHTMLParser(markup)


def _is_deep(markup: str, deepest: int) -> bool:
    """Count the tags that are open, each name for itself: a stray end tag closes nothing."""
    counts: dict[str, int] = {}
    depth = 0
    for tag in islice(_TAG.finditer(markup), 2 * _MOST_TAGS):
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


def _left_open(markup: str) -> int:
    """How many links and pieces of type are opened and not closed."""
    counts: dict[str, int] = {}
    for end, name in _TYPE_NAME.findall(markup):
        held = counts.get(name, 0)
        counts[name] = max(0, held - 1) if end else held + 1
    return sum(counts.values())


def _without_crowds(markup: str) -> str:
    """Take the attributes out of tags that have hundreds."""
    pieces: list[str] = []
    done = 0
    while found := _CROWD.search(markup, done):
        tag = _WHOLE_TAG.match(markup, found.start())
        if tag is None:
            break
        pieces += [markup[done : tag.start()], f"<{tag[1]}>"]
        done = tag.end()
    return "".join([*pieces, markup[done:]])

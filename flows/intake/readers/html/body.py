"""Tell the article's own blocks of text from everything else on its page.

Text density after Kohlschütter (prose is long and unlinked), summed over the tree; what the names of elements say
(`seeds/page_marks.csv`) is believed only as far as it leaves most of the prose standing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from flows.intake.readers.html.blocks import Anchor, Block, Flat
from flows.intake.readers.html.marks import kinds_of
from flows.resources import word_list

_ASIDE_TAGS = frozenset({"nav", "aside", "footer", "form", "header", "figure", "search"})
_ASIDE_KINDS = frozenset({"furniture", "related", "caption", "comments"})
_FOREIGN_KINDS = frozenset({"related", "comments"})  # believed even of what calls itself an article
_ARTICLES = frozenset({"article", "main"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LEAVES = _HEADINGS | {"p", "li", "blockquote", "pre"}
_LINES = _LEAVES | {"tr", "dd", "dt"}
_SHORTEST_PROSE = 60  # characters
_ITEM_WEIGHT = 0.5  # of prose in a list
_LARGEST_ASIDE = 0.6  # of the page's prose
_WIDEST_MARK = 0.4  # of the page's prose, in paragraphs of one mark
_LARGEST_TEASER = 600  # characters
_CORE = 0.1  # of the page's prose, at least
_NEARLY_ALL = 0.75  # of an element's prose in one of its children
_MOSTLY_LINKED = 0.8
_STRONG = 0.9
_LONGEST_SUBHEADING = 90
_LONGEST_LABEL = 80
_ENDS = (".", "!", "?", "”", '"', "’", "…", "。", "」")
_MOST_RELATED = 60
_FEWEST_WORDS = 3  # of a headline


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph or sub-heading of the article, and the links in it."""

    kind: Literal["paragraph", "subheading"]
    text: str
    anchors: Sequence[Anchor]


@dataclass(frozen=True, slots=True)
class Body:
    """The article's parts in order, and the links to other articles that its page puts beside or between them."""

    parts: list[Part]
    related: list[Anchor]


def find_body(flat: Flat) -> Body:
    """Choose the elements that hold the article, and of their blocks those that are its text."""
    prose = [_prose(flat, block) for block in flat.blocks]
    aside = _find_asides(flat, prose)
    weights = [0 if aside[block.element] else size for block, size in zip(flat.blocks, prose, strict=True)]
    inside = _below(flat, _find_tops(flat, aside, _sums(flat, weights)))
    beside = _below(flat, {at for at, one in enumerate(flat.elements) if "related" in kinds_of(one.marks)})
    related = [anchor for block in flat.blocks if beside[block.element] for anchor in block.anchors]
    parts: list[Part] = []
    seen: set[str] = set()
    in_list = False  # of links, below a marker such as "Read more"
    for block in flat.blocks:
        if not inside[block.element] or aside[block.element]:
            continue
        is_linked = block.linked >= _MOSTLY_LINKED * len(block.text)
        if _is_marker(block.text):
            in_list = True
        elif (in_list and is_linked) or _is_marked_line(block):
            related += block.anchors
        else:
            in_list = False
            part = None if block.text in seen else _part(flat.elements[block.element].tag, block, is_linked)
            if part:
                parts.append(part)
                seen.add(block.text)
    while parts and parts[-1].kind == "subheading":
        parts.pop()
    return Body(parts, [one for one in related if one.text.count(" ") >= _FEWEST_WORDS - 1][:_MOST_RELATED])


def _prose(flat: Flat, block: Block) -> float:
    """How much of this block is running text, in characters."""
    size = len(block.text)
    if size < _SHORTEST_PROSE or block.linked > size / 2:
        return 0
    weight = _ITEM_WEIGHT if flat.elements[block.element].tag == "li" else 1
    return weight * (size - block.linked)


def _part(tag: str, block: Block, is_linked: bool) -> Part | None:
    text = block.text
    if tag in _HEADINGS:
        return Part("subheading", text, block.anchors) if tag != "h1" else None
    if is_linked or (tag not in _LINES and len(text) < _LONGEST_LABEL and not text.endswith(_ENDS)):
        return None
    is_bold = block.strong >= _STRONG * len(text) and len(text) <= _LONGEST_SUBHEADING
    is_heading = is_bold and tag == "p" and text[-1] not in ".:,;"
    return Part("subheading" if is_heading else "paragraph", text, block.anchors)


def _sums(flat: Flat, sizes: Iterable[float]) -> list[float]:
    """The sum of the blocks' sizes in each element and below it."""
    sums = [0.0] * len(flat.elements)
    for block, size in zip(flat.blocks, sizes, strict=True):
        sums[block.element] += size
    for at in range(len(sums) - 1, 0, -1):
        sums[flat.elements[at].parent] += sums[at]
    return sums


def _below(flat: Flat, tops: set[int]) -> list[bool]:
    """Whether each element is one of these or stands in one."""
    below = [False] * len(flat.elements)
    for at, element in enumerate(flat.elements):
        below[at] = at in tops or (at > 0 and below[element.parent])
    return below


def _find_asides(flat: Flat, prose: Sequence[float]) -> list[bool]:
    """Whether each element is none of the article's: by its tag and marks, or as a card with a linked headline."""
    elements = flat.elements
    mass = _sums(flat, prose)
    total = mass[0]
    core = _core(flat, mass)
    has_body = [at > 0 and mass[at] > 0 and "body" in kinds_of(one.marks) for at, one in enumerate(elements)]
    for at in range(len(elements) - 1, 0, -1):
        has_body[elements[at].parent] |= has_body[at]
    spread: dict[str, float] = {}  # the prose in paragraphs of each mark
    for at, element in enumerate(elements):
        if element.tag in _LEAVES:
            for word in element.marks:
                spread[word] = spread.get(word, 0) + mass[at]
    aside = [False] * len(elements)
    for at, element in enumerate(elements):
        if at in core or mass[at] > _LARGEST_ASIDE * total:
            aside[at] = at > 0 and aside[element.parent]
        elif aside[element.parent] or element.tag in _ASIDE_TAGS:
            aside[at] = True
        elif element.marks:
            believed = _FOREIGN_KINDS if element.tag in _ARTICLES or has_body[at] else _ASIDE_KINDS
            words = element.marks
            if element.tag in _LEAVES:
                words = frozenset(
                    one for one in words if spread[one] < _WIDEST_MARK * total or kinds_of({one}) == {"caption"}
                )
            aside[at] = not believed.isdisjoint(kinds_of(words))
    in_card = _below(flat, set(_cards(flat, core)))
    return [one or other for one, other in zip(aside, in_card, strict=True)]


def _core(flat: Flat, mass: Sequence[float]) -> set[int]:
    """The innermost element that calls itself the article and holds much of the prose, and those around it."""
    named = [at for at, one in enumerate(flat.elements) if one.tag in _ARTICLES or "body" in kinds_of(one.marks)]
    most = max((mass[at] for at in named), default=0)
    core = max((at for at in named if mass[at] >= most / 2), default=0)
    return set(flat.lineage(core)) if mass[core] > _CORE * mass[0] else {0}


def _cards(flat: Flat, core: set[int]) -> Iterable[int]:
    """The elements that hold little but a headline that links elsewhere."""
    size = _sums(flat, [len(block.text) for block in flat.blocks])
    for block in flat.blocks:
        if flat.elements[block.element].tag in _HEADINGS and block.linked >= _MOSTLY_LINKED * len(block.text):
            card = around = block.element
            while around not in core and size[around] <= _LARGEST_TEASER:
                card, around = around, flat.elements[around].parent
            if size[card] > len(block.text):
                yield card


def _find_tops(flat: Flat, aside: Sequence[bool], mass: Sequence[float]) -> set[int]:
    """The elements that hold the article: those that call themselves its text, or where the prose is."""
    elements = flat.elements
    densest = _densest(flat, mass)
    outermost: list[int] = []
    below = [False] * len(elements)
    for at, element in enumerate(elements):
        is_text = not aside[at] and "body" in kinds_of(element.marks)
        if is_text and not below[element.parent]:
            outermost.append(at)
        below[at] = is_text or below[element.parent]
    if not outermost:
        return {densest}
    best = max(outermost, key=mass.__getitem__)
    beside = elements[best].parent
    chosen = {at for at in outermost if mass[at] >= mass[best] / 5 or elements[at].parent == beside}
    total = sum(mass[at] for at in chosen)
    if total < mass[densest] / 2:
        return {densest}
    shared = _shared(flat, chosen)
    return {shared} if mass[shared] <= total * 5 / 4 else chosen


def _densest(flat: Flat, mass: Sequence[float]) -> int:
    """Down from the root as long as one child holds nearly all."""
    children: list[list[int]] = [[] for _ in flat.elements]
    for at, element in enumerate(flat.elements[1:], 1):
        children[element.parent].append(at)
    at = 0
    while children[at]:
        best = max(children[at], key=mass.__getitem__)
        if mass[best] <= _NEARLY_ALL * mass[at]:
            break
        at = best
    return flat.elements[at].parent if flat.elements[at].tag in _LEAVES else at


def _shared(flat: Flat, chosen: set[int]) -> int:
    """The innermost element around all of these."""
    shared = 0
    for level in zip(*(flat.lineage(at)[::-1] for at in chosen), strict=False):
        if len(set(level)) > 1:
            break
        shared = level[0]
    return shared


def _is_marker(text: str) -> bool:
    return len(text) <= _LONGEST_LABEL and text.strip(" :.…").casefold() in _markers()


def _is_marked_line(block: Block) -> bool:
    """Whether a marker and a link are all there is: `READ ALSO: Ministers meet`."""
    marker, colon, headline = block.text.partition(":")
    return bool(colon) and block.linked >= _MOSTLY_LINKED * len(headline) > 0 and _is_marker(marker)


@cache
def _markers() -> frozenset[str]:
    return frozenset(row["marker"].casefold() for row in word_list("read_more_markers"))

"""A page's tree, flattened: its blocks of text in order, each with the elements that it stands in."""

from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from flows.intake.readers.html.marks import Marks, kinds, marks_of

# fmt: off
_SKIPPED = frozenset({
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "audio", "video", "canvas",
    "picture", "map", "head", "title", "button", "select", "textarea", "input", "datalist", "dialog", "menu", "option",
    "figcaption", "-comment",
})
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div", "dl", "dt",
    "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html",
    "legend", "li", "main", "nav", "ol", "p", "pre", "search", "section", "summary", "table", "tbody",
    "tfoot", "thead", "tr", "ul",
})
# fmt: on
_CELLS = frozenset({"td", "th"})
_NO_MARKS: Marks = frozenset()
_STRONG = frozenset({"b", "strong"})


@dataclass(slots=True)
class Element:
    """One block element: the place of its parent among the elements, and what its names say of it."""

    tag: str
    parent: int
    marks: Marks


@dataclass(slots=True)
class Anchor:
    """A link within a block's text."""

    text: str
    href: str


@dataclass(slots=True)
class Block:
    """A stretch of text that nothing interrupts; `element` is the innermost block element that holds it.

    `linked` and `strong` count the characters inside of links and of bold type.
    """

    text: str
    element: int
    linked: int = 0
    strong: int = 0
    anchors: list[Anchor] = field(default_factory=list)


@dataclass(slots=True)
class Flat:
    """The elements in the order in which they open, the first its own parent, and the blocks in the page's order."""

    elements: list[Element]
    blocks: list[Block]

    def lineage(self, element: int) -> list[int]:
        """The element and those around it, innermost first, the root last."""
        line = [element]
        while element:
            element = self.elements[element].parent
            line.append(element)
        return line


class _Run:
    """The text since the last block began, and the links and bold type that are open in it."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.pieces: list[str] = []
        self.anchors: list[Anchor] = []
        self.strong = 0
        self.in_strong = 0
        self.href: str | None = None
        self.link_start = 0
        self.after_break = False

    def add(self, words: str) -> None:
        self.pieces.append(words)
        if not words.isspace():
            self.after_break = False
            if self.in_strong:
                self.strong += len(words.strip())

    def line_break(self, element: int) -> None:
        """One parts two words, two part two paragraphs."""
        if self.after_break:
            self.end_block(element)
        else:
            self.pieces.append(" ")
            self.after_break = True

    def open_link(self, href: str) -> None:
        self.href, self.link_start = href, len(self.pieces)

    def close_link(self) -> None:
        if self.href is not None:
            if text := " ".join("".join(self.pieces[self.link_start :]).split()):
                self.anchors.append(Anchor(text, self.href))
            self.href = None

    def end_block(self, element: int) -> None:
        if not self.pieces:
            return
        href = self.href
        self.close_link()
        if text := " ".join("".join(self.pieces).split()):
            linked = sum(len(anchor.text) for anchor in self.anchors)
            self.blocks.append(Block(text, element, linked, self.strong, self.anchors))
        self.pieces, self.anchors, self.strong, self.after_break = [], [], 0, False
        if href is not None:
            self.open_link(href)


def flatten(body: LexborNode) -> Flat:
    """Walk the tree once, without recursion; scripts, controls, media and hidden text are left out."""
    elements = [Element("body", 0, _NO_MARKS)]
    run = _Run()
    around: list[tuple[LexborNode, str, int]] = []  # the elements that are open, and the block that each stood in
    node, current = body.first_child, 0
    while node is not None:
        tag = node.tag or ""
        inner = None
        if tag == "-text":
            run.add(node.text_content or "")
        elif tag == "br":
            run.line_break(current)
        elif tag not in _SKIPPED:
            attributes = node.attributes
            marks = _marks(attributes) if attributes else _NO_MARKS
            inner = None if attributes and _is_hidden(attributes, marks) else node.first_child
            if tag in _BLOCKS:
                run.end_block(current)
            if inner is not None:
                around.append((node, tag, current))
                if tag in _BLOCKS:
                    elements.append(Element(tag, current, marks))
                    current = len(elements) - 1
                elif tag == "a":
                    run.open_link(attributes.get("href") or "")
                elif tag in _STRONG:
                    run.in_strong += 1
                elif tag in _CELLS:
                    run.pieces.append(" ")
        following = inner or node.next
        while following is None and around:
            node, tag, outer = around.pop()
            if tag in _BLOCKS:
                run.end_block(current)
                current = outer
            elif tag == "a":
                run.close_link()
            elif tag in _STRONG:
                run.in_strong -= 1
            following = node.next
        node = following
    run.end_block(0)
    return Flat(elements, run.blocks)


def _marks(attributes: dict[str, str | None]) -> Marks:
    return marks_of(attributes.get("class"), attributes.get("id"), attributes.get("role"), attributes.get("itemprop"))


def _is_hidden(attributes: dict[str, str | None], marks: Marks) -> bool:
    if "hidden" in attributes or (marks and any(kinds()[word] == "hidden" for word in marks)):
        return True
    style = attributes.get("style")
    return style is not None and "display:none" in style.replace(" ", "")

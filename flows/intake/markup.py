"""Marked-up text → paragraphs: HTML fragments, XHTML, and the bodies of NITF, by one set of rules."""

import html
import re
from dataclasses import dataclass, field
from html.entities import html5
from typing import Any

from lxml import etree

_HEADINGS = {"hl1": 1, "hl2": 2} | {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "blockquote",
        "body",
        "body.content",
        "bq",
        "block",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
        "credit",
        "fn",
    }
).union(_HEADINGS)
_CELLS = frozenset({"td", "th"})
# what is not copy: pictures and their captions, programs, forms, notes to other newsrooms, heads and feet of pages
_PASSED_OVER = frozenset(
    {
        "aside",
        "footer",
        "header",
        "nav",
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "audio",
        "video",
        "picture",
        "form",
        "button",
        "select",
        "textarea",
        "input",
        "figure",
        "figcaption",
        "media",
        "media-caption",
        "media-producer",
        "media-reference",
        "media-metadata",
        "note",
        "meta",
        "link",
        "math",
    }
)
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_LINE_START = re.compile(r"\n[ \t]*(?=\S)")
_ESCAPED = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|quot|apos|amp|lt|gt|nbsp|[lr][ds]quo|[mn]dash|hellip);")
_TAGGED = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});")
_PARTING = re.compile(
    r"<(?:p|div|br|li|h[1-6]|tr|td|ul|ol|table|blockquote|section|article|body|html|pre)\b", re.IGNORECASE
)
_TAG = re.compile(r"<(?:(?:script|style)\b.*?</(?:script|style)\s*>|[^<>]*>)", re.DOTALL | re.IGNORECASE)
_INDENT = 2
_FEWEST_LINES = 3
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Copy:
    """Paragraphs split by blank lines, the links that stand in them, and `blocks`, the kind of each paragraph.

    Where lines were broken or laid out by hand there are no `blocks`, and headings are marked as in Markdown.
    """

    text: str
    links: list[dict[str, str]] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)

    @property
    def metadata(self) -> dict[str, Any]:
        """What goes into a record's metadata."""
        return ({"links": self.links} if self.links else {}) | ({"blocks": self.blocks} if self.blocks else {})


def read_html(fragment: str) -> Copy:
    """Read a piece of HTML, whole pages too, without judging what of it is the article.

    Of tags too deep for the parser the words alone are left; nothing is run, fetched or raised.
    """
    if not fragment.strip():
        return Copy("")
    reader = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(fragment.replace("\0", "").encode("utf-8", "replace"), reader)
    except (etree.XMLSyntaxError, ValueError, AssertionError):
        tree = None
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in reader.error_log):
        return Copy(" ".join(unescape(_TAG.sub(" ", fragment)).split()))
    return read_element(tree) if tree is not None else Copy("")


def read_text(text: str) -> Copy:
    """Read text of which nobody says whether it is HTML: where tags stand in it, it is.

    Its line ends count unless tags part its paragraphs.
    """
    if not _TAGGED.search(text):
        return Copy(html.unescape(text) if _REFERENCE.search(text) else text)
    return read_html(text if _PARTING.search(text) else f"<pre>{text}</pre>")


def read_element(element: Any) -> Copy:
    """Read the content of one element of an XML or HTML tree."""
    writer = _Writer()
    skipped = 0
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        name = local_name(node)
        if event == "start":
            skipped += name in _PASSED_OVER
            if not skipped:
                writer.open(name, node)
                writer.write(_entity(node) if node.tag is etree.Entity else node.text)
        elif event == "end":
            if not skipped:
                writer.close(name)
            skipped -= name in _PASSED_OVER
        if event != "start" and not skipped and node is not element:
            writer.write(node.tail)
    return writer.copy()


def plain_text(element: Any) -> str:
    """The words of an element on one line."""
    pieces: list[str] = []
    for node in element.iter():
        if node is not element and isinstance(node.tag, str):
            pieces.append(" ")
        if node.tag is etree.Entity:
            pieces.append(_entity(node))
        elif isinstance(node.tag, str):
            pieces.append(node.text or "")
        if node is not element:
            pieces.append(node.tail or "")
    words = " ".join("".join(pieces).split())
    return unescape(re.sub(r" (?=[,.;:!?](?:\s|$))", "", words))


def local_name(node: Any) -> str:
    """The name of an element in small letters, without its namespace; empty for comments and the like."""
    return node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""


def unescape(text: str) -> str:
    """Resolve references that were escaped twice: `&amp;quot;` in a file is `&quot;` once read."""
    return html.unescape(text) if _ESCAPED.search(text) else text


def _entity(node: Any) -> str:
    return html5.get(f"{node.name};", "")


class _Writer:
    """Collects paragraphs while a tree is walked."""

    def __init__(self) -> None:
        self._done: list[tuple[str, int, bool]] = []  # text, level of heading, whether it is an item of a list
        self._links: list[dict[str, str]] = []
        self._pieces: list[str] = []
        self._level = 0
        self._item = False
        self._preformatted = 0
        self._open_links: list[tuple[str, int]] = []

    def open(self, name: str, node: Any) -> None:
        if name in _BLOCKS:
            self._end()
            self._level = _HEADINGS.get(name, self._level)
            self._item = self._item or name == "li"
            self._preformatted += name == "pre"
        elif name == "br":
            self._pieces.append("\v")
        elif name in _CELLS and self._pieces:
            self._pieces.append(" | ")
        elif name == "a":
            self._open_links.append(((node.get("href") or "").strip(), len(self._pieces)))

    def close(self, name: str) -> None:
        if name in _BLOCKS:
            self._end()
            if name in _HEADINGS:
                self._level = 0
            self._preformatted -= name == "pre"
        elif name == "a" and self._open_links:
            href, begin = self._open_links.pop()
            words = " ".join("".join(self._pieces[begin:]).split())
            if href.lower().startswith(_WEB):
                self._links.append({"kind": "inline", "text": unescape(words) or href, "url": href})

    def write(self, text: str | None) -> None:
        if text:
            self._pieces.append(text.replace("\v", " "))

    def copy(self) -> Copy:
        self._end()
        if not any("\n" in text for text, _, _ in self._done):
            kinds = ["subheading" if level else "paragraph" for _, level, _ in self._done]
            return Copy("\n\n".join(text for text, _, _ in self._done), self._links, kinds)
        marked = (
            f"{'#' * level} {text}" if level else f"• {text}" if item else text for text, level, item in self._done
        )
        return Copy("\n\n".join(marked), self._links)

    def _end(self) -> None:
        raw, self._pieces = "".join(self._pieces), []
        self._open_links = [(href, 0) for href, _ in self._open_links]
        if not raw.strip():
            return
        if self._preformatted or _is_preformatted(raw):
            text = raw.replace("\v", "\n").strip("\r\n")
        else:
            lines = [_SPACES.sub(" ", line).strip() for line in raw.split("\v")]
            text = re.sub(r"\n{2,}", "\n\n", "\n".join(lines)).strip()
        text = unescape(text)
        self._done.append((" ".join(text.split()) if self._level else text, self._level, self._item))
        self._item = False


def _is_preformatted(raw: str) -> bool:
    """Whether the lines are laid out by hand, as in wire copy: some begin at the margin, some after an indent.

    Lines that an editor of XML broke are all indented alike below the first.
    """
    breaks = _LINE_START.findall(raw.rstrip())
    if len(breaks) < _FEWEST_LINES:
        return False
    indents = [len(one.expandtabs(4)) - 1 for one in breaks]
    return min(indents) == 0 and max(indents) >= _INDENT

"""XML, read as a stream and on guard: no entities of its own, no network, no DTD, bounded depth and records."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.entities import html5
from typing import Any

from lxml import etree

from flows.intake.errors import UnreadableError
from flows.intake.markup import local_name
from flows.intake.source import Source

_PIECE = 1 << 16
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MISC = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE\s+[^\[>]*(?:\[(?P<inside>(?:[^\]\"']|\"[^\"]*\"|'[^']*')*)\]\s*)?>", re.DOTALL)
_TAG = re.compile(r"<(?P<prefix>(?:[\w.-]+:)?)(?P<name>[A-Za-z_][\w.-]*)(?P<rest>[\s/>][^<]*)?", re.DOTALL)
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_OPEN_REFERENCE = re.compile(rb"&[A-Za-z0-9]{0,32}\Z")
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding=[\"']([A-Za-z0-9._-]+)[\"']")
_KNOWN_TO_XML = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


@dataclass(frozen=True, slots=True)
class Root:
    """The first element of a file: its prefix with the colon, its local name, its start tag, the DOCTYPE's inside."""

    prefix: str
    name: str
    tag: str
    declarations: str


def root_of(source: Source) -> Root | None:
    """The first element, found in the head; None where the source does not begin as XML does."""
    return _root_of(bytes(source.head[:_PIECE]))


@lru_cache(maxsize=8)  # each reader asks about the same head
def _root_of(head: bytes) -> Root | None:
    encoding = next((name for bom, name in _BOMS if head.startswith(bom)), None)
    if encoding is None:
        encoding = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}.get(head[:2], "latin-1")
    text = head.decode(encoding, "replace").removeprefix("\ufeff")
    if text.lstrip()[:1] != "<":
        return None
    declarations = ""
    at = _past_misc(text, 0)
    if doctype := _DOCTYPE.match(text, at):
        declarations = doctype["inside"] or ""
        at = _past_misc(text, doctype.end())
    tag = _TAG.match(text, at)
    if not tag or not tag["rest"]:
        return None
    return Root(tag["prefix"], tag["name"], tag[0][: tag[0].find(">") + 1] or tag[0], declarations)


def _past_misc(text: str, at: int) -> int:
    found = _MISC.match(text, at)
    return found.end() if found else at


def elements(source: Source, names: frozenset[str]) -> Iterator[Any]:
    """Yield each outermost element of these local names (small letters), and forget it once it was taken.

    Named characters of HTML (`&nbsp;`) are resolved, since NITF uses them without declaring them. Raises
    UnreadableError `xml_entities` where the file declares entities, `too_deep`, `too_large` for an element beyond
    `limits.record_bytes`, and `malformed` for what is no XML.
    """
    root = root_of(source)
    if root is not None:
        refuse_entities(root)
    parser = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding=_true_encoding(source.head),
    )
    fed = depth = inside = 0
    begun = False
    try:
        for piece in _pieces(source):
            parser.feed(piece)
            fed += len(piece)
            for event, element in parser.read_events():
                if not begun:
                    _refuse_declared(element)
                    begun = True
                wanted = local_name(element) in names
                if event == "start":
                    depth += 1
                    inside += wanted
                    if depth > source.limits.depth:
                        raise UnreadableError("too_deep", f"more than {source.limits.depth} elements in one another")
                    continue
                depth -= 1
                inside -= wanted
                if wanted and not inside:
                    yield element
                    fed = 0
                    _forget(element)
            if fed > source.limits.record_bytes:
                message = f"a record of more than the {source.limits.record_bytes:,} bytes of COPYDESK_MAX_RECORD_BYTES"
                raise UnreadableError("too_large", message)
        parser.close()
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise UnreadableError("too_deep", "elements too deep in one another") from error
        raise UnreadableError("malformed", f"this is no well-formed XML: {_first_line(error)}") from error
    except (ValueError, LookupError, AssertionError) as error:
        raise UnreadableError("malformed", f"this is no well-formed XML: {_first_line(error)}") from error


def refuse_entities(root: Root) -> None:
    """Raise UnreadableError `xml_entities` where the file declares entities."""
    if "<!ENTITY" in root.declarations.upper():
        raise _declares_entities()


def declared_encoding(head: bytes) -> str | None:
    """The encoding that the XML declaration names."""
    found = _DECLARED.search(head, 0, 200)
    return found[1].decode("ascii") if found else None


def child(element: Any, *path: str) -> Any | None:
    """The first element at this path of local names (small letters) below the element; `*` stands for any depth."""
    return next(iter(children(element, *path)), None)


def children(element: Any, *path: str) -> Iterator[Any]:
    """Every element at this path of local names (small letters) below the element, in order."""
    if element is None:
        return
    name, *rest = path
    below = element.iterdescendants() if name == "*" else element.iterchildren()
    if name == "*":
        name, *rest = rest
    for one in below:
        if local_name(one) == name:
            if rest:
                yield from children(one, *rest)
            else:
                yield one


def attribute(element: Any, name: str) -> str | None:
    """An attribute by its local name, stripped; None where it is missing or empty."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if key.rpartition("}")[2].lower() == name:
            return value.strip() or None
    return None


def _pieces(source: Source) -> Iterator[bytes]:
    """The bytes in pieces, with references to HTML's named characters made numeric."""
    wide = source.head[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
    first = True
    held = b""
    while piece := source.stream.read(_PIECE):
        if first and not wide:
            piece = piece.removeprefix(codecs.BOM_UTF8).lstrip()
            first = not piece
        if wide:
            yield piece
            continue
        piece = held + piece
        cut = _OPEN_REFERENCE.search(piece, max(0, len(piece) - 40))
        held = piece[cut.start() :] if cut else b""
        piece = piece[: len(piece) - len(held)]
        yield _NAMED.sub(_numeric, piece) if b"&" in piece else piece
    if held:
        yield held


def _true_encoding(head: bytes) -> str | None:
    """The encoding that the bytes show where the declaration is wrong; None where it is to be believed.

    UTF-8 with letters outside ASCII is not met by chance; bytes that are no UTF-8 are most often Windows'.
    """
    if head.isascii() or b"\0" in head[:4] or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None
    declared = declared_encoding(head)
    try:
        head[: len(head) - 4 if len(head) >= _PIECE else None].decode("utf-8")
    except UnicodeDecodeError as error:
        is_cut = len(head) >= _PIECE and error.start > len(head) - 8
        if not is_cut and (declared is None or declared.lower() in ("utf-8", "utf8", "us-ascii")):
            return "windows-1252"
        return None
    return "utf-8"


def _numeric(found: re.Match[bytes]) -> bytes:
    name = found[1]
    if name in _KNOWN_TO_XML:
        return found[0]
    characters = html5.get(f"{name.decode('ascii')};")
    return "".join(f"&#{ord(one)};" for one in characters).encode("ascii") if characters else found[0]


def _refuse_declared(element: Any) -> None:
    """Beside the look into the head: in encodings that it does not read, libxml2 tells what was declared."""
    dtd = element.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise _declares_entities()


def _declares_entities() -> UnreadableError:
    return UnreadableError("xml_entities", "this XML declares entities of its own, which are never expanded")


def _forget(element: Any) -> None:
    element.clear()
    if (parent := element.getparent()) is not None:
        parent.remove(element)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:200] if str(error) else type(error).__name__

"""JSON of many records → the bytes of each, found by brackets and quotation marks alone, whatever is wrong inside one.

A parser of events (ijson) stops for good at the first error; here a bad record is passed over like a good one.
"""

import codecs
import re
from collections.abc import Iterator

from flows.intake.errors import UnreadableError
from flows.intake.source import Source

_PIECE = 1 << 16
_MARK = re.compile(rb'["\[\]{},]')
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)
_LISTS = b"articles|items|results|data|entries|docs|documents|news|stories|posts|records|rows|value|hits"
_SCALAR = rb'(?:"(?:[^"\\]|\\.){0,500}+"|[-+.\w]{1,40})'
# {"status": "ok", "articles": [{ … : an object whose list holds the records
_WRAPPED = re.compile(
    rb'\s*+\{\s*+(?:"[^"\\]{1,80}"\s*+:\s*+' + _SCALAR + rb'\s*+,\s*+){0,20}"(?:' + _LISTS + rb')"\s*+:\s*+(?=\[\s*+\{)'
)
_TEXT = re.compile(rb'"(?:text|body|content|maintext|articleBody|@context|headline)"\s*:')
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINE_SUFFIXES = (".jsonl", ".ndjson", ".jl", ".ldjson")


def begins(head: bytes) -> bytes:
    """The beginning of a file in UTF-8, without byte order mark and white space."""
    encoding, skip = _encoding(head)
    text = head[skip:] if encoding == "utf-8" else head[skip:].decode(encoding, "ignore").encode("utf-8", "replace")
    return text.lstrip()


def raw_records(source: Source) -> Iterator[bytes | UnreadableError]:
    """Yield the bytes of each record: each line, each element of the list, or all there is.

    An UnreadableError `too_large` stands for a record beyond `limits.record_bytes`, which is not held, `too_deep` for
    one with more than `limits.depth` brackets in one another, and `malformed` for one that the file ends in.
    """
    head = begins(source.head)
    pieces = _pieces(source)
    if _is_lines(source, head):
        yield from _lines(pieces, source)
    elif head.startswith(b"["):
        yield from _elements(pieces, source, 0)
    elif (wrapped := _WRAPPED.match(head)) and not _TEXT.search(wrapped[0]):
        yield from _elements(pieces, source, wrapped.end())
    elif head:
        yield _whole(pieces, source)


def too_deep(data: bytes, depth: int) -> bool:
    """Whether more than `depth` brackets stand in one another."""
    if data.count(b"[") + data.count(b"{") <= depth:
        return False
    level = 0
    for token in _TOKEN.finditer(data):
        mark = data[token.start()]
        if mark in b"[{":
            level += 1
            if level > depth:
                return True
        elif mark in b"]}":
            level -= 1
    return False


def _encoding(head: bytes) -> tuple[str, int]:
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name, len(bom)
    if head[:1] in (b"{", b"[") and head[1:2] == b"\0":
        return ("utf-32-le" if head[2:4] == b"\0\0" else "utf-16-le"), 0
    if head[:1] == b"\0" and head[1:2] in (b"{", b"["):
        return "utf-16-be", 0
    return "utf-8", 0


def _pieces(source: Source) -> Iterator[bytes]:
    """The bytes in UTF-8, from the first that is no white space."""
    encoding, skip = _encoding(source.head)
    decoder = None if encoding == "utf-8" else codecs.getincrementaldecoder(encoding)("replace")
    begun = False
    while piece := source.stream.read(_PIECE):
        piece, skip = piece[skip:], max(0, skip - len(piece))
        if decoder:
            piece = decoder.decode(piece).encode("utf-8", "replace")
        if not begun:
            piece = piece.lstrip()
            begun = bool(piece)
        if piece:
            yield piece


def _is_lines(source: Source, head: bytes) -> bool:
    if source.suffix in _LINE_SUFFIXES:
        return True
    first, end, rest = head.partition(b"\n")
    following = rest.lstrip()
    first = first.rstrip()
    return bool(end) and first.startswith(b"{") and first.endswith(b"}") and following.startswith(b"{")


def _lines(pieces: Iterator[bytes], source: Source) -> Iterator[bytes | UnreadableError]:
    most, depth = source.limits.record_bytes, source.limits.depth
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        *whole, last = piece.split(b"\n")
        for line in whole:
            if size + len(line) > most:
                yield _too_large(most)
            elif (data := b"".join([*held, line])).strip():
                yield _checked(data, depth)
            held, size = [], 0
        size += len(last)
        if size > most:
            held = []
        else:
            held.append(last)
    if size > most:
        yield _too_large(most)
    elif (data := b"".join(held)).strip():
        yield _checked(data, depth)


def _whole(pieces: Iterator[bytes], source: Source) -> bytes | UnreadableError:
    held, size = [], 0
    for piece in pieces:
        size += len(piece)
        if size > source.limits.record_bytes:
            return _too_large(source.limits.record_bytes)
        held.append(piece)
    return _checked(b"".join(held), source.limits.depth)


def _elements(pieces: Iterator[bytes], source: Source, begin: int) -> Iterator[bytes | UnreadableError]:
    """The elements of the list whose bracket stands at `begin`."""
    most = source.limits.record_bytes
    held: list[bytes] = []
    size = deepest = 0
    depth = 0  # of brackets, the list's own included
    in_string = escaped = False

    def take() -> bytes | UnreadableError | None:
        if size > most:
            return _too_large(most)
        if deepest > source.limits.depth:
            return UnreadableError("too_deep", f"more than {source.limits.depth} brackets in one another")
        data = b"".join(held).strip()
        return data or None

    for piece in pieces:
        at = begin = min(begin, len(piece)) if depth == 0 else 0
        while True:
            if in_string:
                at, in_string, escaped = _string_end(piece, at, escaped)
                if in_string:
                    break
            found = _MARK.search(piece, at)
            if not found:
                break
            mark, at = found[0], found.end()
            if mark == b'"':
                in_string = True
            elif mark in b"[{":
                depth += 1
                deepest = max(deepest, depth - 1)
                if depth == 1:
                    begin = at
            elif mark in b"]}" and depth > 1:
                depth -= 1
            elif depth == 1:  # a comma between elements, or the end of the list
                size += found.start() - begin
                held.append(piece[begin : found.start()])
                if (element := take()) is not None:
                    yield element
                elif mark == b",":
                    yield UnreadableError("malformed", "an element of this list is empty")
                held, size, deepest, begin = [], 0, 0, at
                if mark != b",":
                    return
        size += len(piece) - begin
        if size > most:
            held = []
        else:
            held.append(piece[begin:])
    if (element := take()) is not None:
        cut = UnreadableError("malformed", "the file ends in the middle of this record")
        yield element if isinstance(element, UnreadableError) else cut


def _string_end(piece: bytes, at: int, escaped: bool) -> tuple[int, bool, bool]:
    """Where the string ends that goes on at `at`, whether it goes on beyond the piece, and escaped then."""
    at += escaped
    while True:
        end = piece.find(b'"', at)
        upto = len(piece) if end < 0 else end
        backslashes = upto - at - len(piece[at:upto].rstrip(b"\\"))
        if end < 0:
            return upto, True, backslashes % 2 == 1
        at = end + 1
        if backslashes % 2 == 0:
            return at, False, False


def _checked(data: bytes, depth: int) -> bytes | UnreadableError:
    if too_deep(data, depth):
        return UnreadableError("too_deep", f"more than {depth} brackets in one another")
    return data


def _too_large(most: int) -> UnreadableError:
    return UnreadableError("too_large", f"a record of more than the {most:,} bytes of COPYDESK_MAX_RECORD_BYTES")

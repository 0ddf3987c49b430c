"""CSV and TSV: a table of articles, one a row, its columns known by their names."""

import codecs
import csv
from collections import deque
from collections.abc import Iterator

from flows.intake.errors import UnreadableError
from flows.intake.fields import FIELDS, read_fields, usual_names
from flows.intake.source import Reader, Record, Source
from flows.intake.text import decode

_SUFFIXES = (".csv", ".tsv", ".tab")
_DELIMITERS = ",;\t|"
_PIECE = 1 << 16
_FEWEST_COLUMNS = 2
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def _columns(source: Source) -> tuple[str, list[str]] | None:
    """Delimiter and names of the columns; None where the first line is no head of a table of articles."""
    line = _first_line(source.head)
    if len(line) > 10_000 or "\0" in line:
        return None
    delimiter = max(_DELIMITERS, key=line.count)
    try:
        names = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return None
    plain = {name.strip().lower().replace("-", "_").replace(" ", "_") for name in names}
    texts, known = set(usual_names("text")), {name for field in FIELDS for name in usual_names(field)}
    mapped = source.keys.get("text")
    has_text = bool(plain & texts) or mapped in names
    if len(names) >= _FEWEST_COLUMNS and has_text and (len(plain & known) >= _FEWEST_COLUMNS or mapped in names):
        return delimiter, names
    return None


def _first_line(head: bytes) -> str:
    """The head of the table: names of columns are told without judging how the rest is encoded."""
    text = head.decode("utf-16" if head.startswith(_WIDE) else "utf-8", "replace")
    return text.removeprefix("\ufeff").lstrip("\r\n").split("\n", 1)[0].rstrip("\r")


def _matches(source: Source) -> bool:
    return source.suffix in _SUFFIXES or _columns(source) is not None


def _read(source: Source) -> Iterator[Record | UnreadableError]:
    found = _columns(source)
    if found is None:
        if not _first_line(source.head).strip():
            return
        message = 'the first line names no column of text; name yours in COPYDESK_JSON_KEYS, e.g. {"text": "story"}'
        raise UnreadableError("wrong_mapping", message)
    delimiter, names = found
    csv.field_size_limit(source.limits.record_bytes)
    for number, row in enumerate(_rows(source, delimiter), 1):
        if isinstance(row, UnreadableError):
            yield row
        elif len(row) != len(names):
            message = f"row {number:,} below the head has {len(row)} cells under a head of {len(names)}"
            yield UnreadableError("malformed", message, delimiter.join(row).encode())
        else:
            cells = {name.strip(): cell for name, cell in zip(names, row, strict=True) if cell.strip()}
            record = read_fields(cells, source.keys)
            if isinstance(record, UnreadableError):
                record.data = delimiter.join(row).encode()
            yield record


def _rows(source: Source, delimiter: str) -> Iterator[list[str] | UnreadableError]:
    """The rows below the head; a quotation mark that is never closed spoils its own line alone."""
    most = source.limits.record_bytes
    lines = _lines(source)
    ahead: deque[str | UnreadableError] = deque()
    next(lines, None)
    while (line := ahead.popleft() if ahead else next(lines, None)) is not None:
        if isinstance(line, UnreadableError):
            yield line
            continue
        if not line.strip():
            continue
        taken, size, marks = [line], len(line), line.count('"')
        row = _row(taken, delimiter)
        while row is None and size <= most:
            following = ahead[len(taken) - 1] if len(ahead) >= len(taken) else next(lines, None)
            if not isinstance(following, str):
                break
            if len(ahead) < len(taken):
                ahead.append(following)
            taken.append(following)
            size += len(following)
            marks += following.count('"')
            row = _row(taken, delimiter) if marks % 2 == 0 else None
        if row is None:
            yield UnreadableError("malformed", "a quotation mark is opened and never closed", line.encode())
        else:
            for _ in taken[1:]:
                ahead.popleft()
            yield row


def _row(lines: list[str], delimiter: str) -> list[str] | None:
    try:
        return next(csv.reader(lines, delimiter=delimiter, strict=True), None)
    except csv.Error:
        return None


def _lines(source: Source) -> Iterator[str | UnreadableError]:
    """The lines with their ends, an error in place of one that is longer than a record may be."""
    most = source.limits.record_bytes
    message = f"a row of more than the {most:,} bytes of COPYDESK_MAX_RECORD_BYTES"
    decoder = codecs.getincrementaldecoder(_encoding(source))("replace")
    held: list[str] = []
    size = 0
    begun = False
    while piece := source.stream.read(_PIECE):
        *whole, rest = decoder.decode(piece).split("\n")
        for line in whole:
            if size + len(line) > most:
                yield UnreadableError(
                    "too_large", f"a row of more than the {most:,} bytes of COPYDESK_MAX_RECORD_BYTES"
                )
            elif begun or line.strip("\ufeff\r") or held:
                yield f"{''.join(held)}{line}\n".replace("\0", "")
                begun = True
            held, size = [], 0
        size += len(rest)
        held = [*held, rest] if size <= most else []
    if size > most:
        yield UnreadableError("too_large", message)
    elif held and any(held):
        yield "".join(held).replace("\0", "")


def _encoding(source: Source) -> str:
    """The encoding of the whole table, told by its first lines."""
    head = source.head
    whole = head[: head.rfind(b"\n") + 1] if len(head) >= _PIECE and not head.startswith(_WIDE) else head
    decoded = decode(whole, source.charset)
    source.encodings.add((decoded.encoding, decoded.method))
    return "utf-16" if head.startswith(_WIDE) else decoded.encoding


READER = Reader("CSV and TSV", _matches, _read)

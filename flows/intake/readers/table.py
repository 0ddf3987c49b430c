"""CSV and TSV: a table of articles, one a row, its columns known by their names."""

import csv
import io
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
        message = 'the first line names no column of text; name yours in COPYDESK_JSON_KEYS, e.g. {"text": "story"}'
        raise UnreadableError("wrong_mapping", message)
    delimiter, names = found
    csv.field_size_limit(source.limits.record_bytes)
    rows = csv.reader(_lines(source), delimiter=delimiter, strict=True)
    next(rows, None)
    number = 1
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield UnreadableError("malformed", f"row {number:,} is no row of this table: {error}")
            continue
        except _TooLongLineError:
            message = (
                f"row {number:,} is longer than the {source.limits.record_bytes:,} bytes of COPYDESK_MAX_RECORD_BYTES"
            )
            raise UnreadableError("too_large", message) from None
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(names):
            message = f"row {number:,} has {len(row)} cells under a head of {len(names)}"
            yield UnreadableError("malformed", message)
        else:
            yield read_fields(
                {name.strip(): cell for name, cell in zip(names, row, strict=True) if cell.strip()}, source.keys
            )


class _TooLongLineError(Exception):
    pass


def _lines(source: Source) -> Iterator[str]:
    """The lines with their ends, none held that is longer than a record may be."""
    most = source.limits.record_bytes
    encoding = _encoding(source)
    text = io.TextIOWrapper(source.stream, encoding=encoding, errors="replace", newline="")
    first = True
    while line := text.readline(most):
        if len(line) >= most:
            raise _TooLongLineError
        if first:
            line = line.removeprefix("\ufeff")
            first = not line.strip()
            if first:
                continue
        yield line.replace("\0", "")


def _encoding(source: Source) -> str:
    """The encoding of the whole table, told by its first lines."""
    head = source.head
    whole = head[: head.rfind(b"\n") + 1] if len(head) >= _PIECE and not head.startswith(_WIDE) else head
    decoded = decode(whole, source.charset)
    source.encodings.add((decoded.encoding, decoded.method))
    return decoded.encoding


READER = Reader("CSV and TSV", _matches, _read)

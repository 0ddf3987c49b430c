"""Web archives (WARC, plain or gzip): the pages and feeds among their responses and resources."""

import io
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from flows.intake.containers.compressed import COMPRESSIONS, expanded
from flows.intake.containers.expansion import Budget
from flows.intake.errors import UnreadableError
from flows.intake.limits import Limits
from flows.intake.source import Source

_GZIP = next(one for one in COMPRESSIONS if one.name == "gzip")
_BEGINS = b"WARC/1."
_READ = ("html", "xml", "json", "text/plain", "rss", "atom")
_SCANNED = 1 << 20
_OK = 200
_SIGN_OF_LIFE = 100  # records


def is_warc(source: Source) -> bool:
    """Whether it is a web archive, whatever its name; one in gzip as well."""
    if source.head.startswith(_GZIP.magic):
        return _begins_in_gzip(source.head)
    return source.head.startswith(_BEGINS)


def unpack_warc(
    stream: BinaryIO, source: Source, budget: Budget
) -> Iterator[tuple[str, Source | UnreadableError] | None]:
    """The address of each page, feed or document with its source, or with what keeps it from being read.

    Requests, redirects, errors, images and the like are passed over. `stream` can seek: where a record's length is
    wrong, reading goes on at the next record that begins as one.
    """
    from fastwarc.warc import ArchiveIterator

    packed = source.head.startswith(_GZIP.magic)
    size = stream.seek(0, io.SEEK_END)
    position: int | None = 0
    while position is not None:
        stream.seek(position)
        at = position
        last: tuple[str, Source | UnreadableError] | None = None  # given out when it is known to have ended well
        try:
            for number, record in enumerate(ArchiveIterator(stream, parse_http=False, strict_mode=False)):
                if last or number % _SIGN_OF_LIFE == 0:
                    yield last
                at, last = record.stream_pos, None
                if record.content_length > source.limits.record_bytes and (packed or record.content_length > size - at):
                    last = _address(record), _too_large(record.content_length, source.limits)
                    break
                if member := _member(record, source, budget):
                    last = _address(record), member
                    if isinstance(member, UnreadableError) and member.code == "damaged_archive":
                        break
            else:
                yield last
                return
        except (OSError, ValueError):
            last = (last[0] if last else ""), _wrong_length(b"")
        yield last
        position = _next_record(stream, at + 1, packed)


def _address(record: Any) -> str:
    return str(record.headers.get("WARC-Target-URI") or "").strip("<>")


def _member(record: Any, source: Source, budget: Budget) -> Source | UnreadableError | None:
    """The record's page as a source; None where the record is none."""
    kind = str(record.record_type)
    if kind not in ("response", "resource"):
        return None
    limits = source.limits
    if record.content_length > limits.record_bytes:
        return _too_large(record.content_length, limits)
    content_type = record.headers.get("Content-Type") or ""
    headers: Any = {}
    if content_type.startswith("application/http"):
        try:
            record.parse_http()
        except (OSError, ValueError) as error:
            return UnreadableError("damaged_archive", f"the HTTP response is damaged: {error}")
        headers = record.http_headers
        if headers is None:
            return UnreadableError("damaged_archive", "this response has no HTTP head")
        content_type = headers.get("Content-Type") or ""
        if headers.status_code != _OK:
            return None
    if content_type and not any(one in content_type.lower() for one in _READ):
        return None
    length = record.content_length
    data = record.reader.read(length) if length else b""
    if len(data) < length or b"\r\n\r\n" + _BEGINS in data:
        return _wrong_length(data)
    try:
        data = _decoded(data, headers, budget, limits)
    except UnreadableError as error:
        return error
    address = _address(record)
    metadata = {"url": address} if address.startswith(("http://", "https://")) else {}
    try:
        name = urlsplit(address).path.rsplit("/", 1)[-1]
    except ValueError:
        name = ""
    return Source(name, data[:65_536], io.BytesIO(data), limits, content_type or None, metadata, source.encodings)


def _decoded(data: bytes, headers: Any, budget: Budget, limits: Limits) -> bytes:
    """The body as the server meant it: its chunks joined and unpacked. Crawlers keep these headers on plain bodies."""
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        data = _joined(data)
    coding = (headers.get("Content-Encoding") or "").strip().lower()
    if coding in ("gzip", "x-gzip") and data.startswith(_GZIP.magic):
        stream = expanded(io.BytesIO(data), _GZIP, budget, limits)
        data = stream.read(limits.record_bytes + 1)
    elif coding == "deflate":
        data = _inflated(data, limits)
    elif coding == "br":
        data = _unbrotlied(data, limits)
    if len(data) > limits.record_bytes:
        raise _too_large(len(data), limits)
    return data


def _joined(data: bytes) -> bytes:
    pieces, at = [], 0
    while at < len(data):
        end = data.find(b"\r\n", at)
        try:
            size = int(data[at:end].split(b";")[0], 16) if end >= 0 else -1
        except ValueError:
            size = -1
        if size < 0 or size > len(data) - end - 2:
            return data  # not chunked after all
        if size == 0:
            break
        pieces.append(data[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
    return b"".join(pieces)


def _inflated(data: bytes, limits: Limits) -> bytes:
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(bits).decompress(data, limits.record_bytes + 1)
        except zlib.error:
            continue
    return data


def _unbrotlied(data: bytes, limits: Limits) -> bytes:
    from fastwarc.stream_io import BrotliReader

    try:
        return bytes(BrotliReader(io.BytesIO(data)).read(limits.record_bytes + 1))
    except (OSError, ValueError):
        return data


def _next_record(stream: BinaryIO, position: int, packed: bool) -> int | None:
    """Where the next record begins, at or after a position; None where there is none."""
    magic = _GZIP.magic if packed else b"\n" + _BEGINS
    stream.seek(position)
    window = b""
    while piece := stream.read(_SCANNED):
        window += piece
        at = -1
        while (at := window.find(magic, at + 1)) >= 0:
            begins = position + at + (0 if packed else 1)
            if not packed:
                return begins
            stream.seek(begins)
            if _begins_in_gzip(stream.read(65_536)):
                return begins
            stream.seek(position + len(window))
        position += len(window) - len(magic)
        window = window[-len(magic) :]
    return None


def _begins_in_gzip(head: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(head, 64).startswith(_BEGINS)
    except zlib.error:
        return False


def _too_large(size: int, limits: Limits) -> UnreadableError:
    message = f"{size:,} bytes are more than the {limits.record_bytes:,} of COPYDESK_MAX_RECORD_BYTES"
    return UnreadableError("too_large", message)


def _wrong_length(data: bytes) -> UnreadableError:
    message = "the length of this record is wrong, or the archive is damaged or cut short here"
    return UnreadableError("damaged_archive", message, data)

"""Hostile files of every structured format: each has its code, soon, and without much memory."""

import io
import os
import resource
import time
from collections.abc import Iterator

import pytest

from flows.intake.errors import UnreadableError
from flows.intake.limits import Limits
from flows.intake.readers import reader_of
from flows.intake.source import Source

_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))
_NITF = "<nitf><body><body.content><p>{}</p></body.content></body></nitf>"
_BOMB = f"<!DOCTYPE nitf [{_LAUGHS}]>{_NITF.format('&l11;')}"
_MAIL = "From: a@otter.org\nDate: today\nMIME-Version: 1.0\n"
_NESTED_MAIL = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(3000))

HOSTILE = {
    "billion laughs": (_BOMB, "xml_entities"),
    "billion laughs in UTF-16": (_BOMB.encode("utf-16"), "xml_entities"),
    "billion laughs in a feed": (_BOMB.replace("nitf", "rss"), "xml_entities"),
    "billion laughs in an attribute": (f'<!DOCTYPE nitf [{_LAUGHS}]><nitf x="&l11;"/>', "xml_entities"),
    "parameter entities": ('<!DOCTYPE nitf [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><nitf/>', "xml_entities"),
    "an external entity": (f'<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]>{_NITF.format("&x;")}', "xml_entities"),
    "an external DTD": (f'<!DOCTYPE nitf SYSTEM "http://127.0.0.1:9/x.dtd">{_NITF.format("Good.")}', "read"),
    "100,000 nested elements": (f"<nitf>{'<p>' * 100_000}", "too_deep"),
    "300 nested elements": (_NITF.format("<em>" * 300 + "x" + "</em>" * 300), "too_deep"),
    "an attribute of a megabyte": (f'<nitf x="{"x" * 1_000_000}">', "malformed"),
    "XML that breaks off": (_NITF.format("Good.")[:-10], "malformed"),
    "XML with a NUL": (_NITF.format("a\0b"), "malformed"),
    "scripts and event handlers": (_NITF.format("<script>x()</script><a href='javascript:x()' onclick='x()'>Good</a>."), "read"),
    "1,000-deep JSON": ("[" * 1000 + "]" * 1000, "too_deep"),
    "100,000-deep JSON": ('{"text": "x", "a": ' + "[" * 100_000, "too_deep"),
    "nested HTML in JSON": ('{"text": "' + "<div>" * 100_000 + 'Good."}', "read"),
    "100,000 keys": ("{" + ", ".join(f'"k{n}": {n}' for n in range(100_000)) + ', "text": "Good."}', "read"),
    "a key twice, 50,000 times": ('{"text": "x", ' + ", ".join(['"a": 1'] * 50_000) + "}", "duplicate_keys"),
    "a million quotation marks in a table": ("title,text\n" + '"' * 1_000_001, "malformed"),
    "100,000 unclosed quotation marks": ("title,text\n" + 'a,"b\n' * 3, "malformed"),
    "nested messages": (_MAIL + _NESTED_MAIL, "too_deep"),
    "a header of five megabytes": (_MAIL + "Subject: =?utf-8?q?" + "x" * 5_000_000 + "?=\n\nGood.", "read"),
    "100,000 headers": (_MAIL + "X-A: b\n" * 100_000 + "\nGood.", "read"),
    "SGML that never ends": ("<!DOCTYPE lewis>" + "<REUTERS >" * 10_000, "malformed"),
    "Parquet of zeros": (b"PAR1" + bytes(1000) + b"PAR1", "malformed"),
    "a wire message that never ends": (b"\x01otr1 3 i 9\r\n\x02Head =\r\nGood." + b" good" * 1_000_000, "read"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_has_its_code_soon(codes, name: str):
    data, code = HOSTILE[name]
    suffix = (
        ".eml"
        if str(data).startswith("From")
        else ".json"
        if str(data)[:1] in "[{"
        else ".csv"
        if "," in str(data)[:8]
        else ""
    )
    began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert set(codes(data, f"file{suffix}")) == {code}
    assert time.process_time() - began < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


# A gigabyte takes eight times as long, under two seconds each: COPYDESK_TEST_LINE_BYTES=1000000000.
_SIZE = int(os.environ.get("COPYDESK_TEST_LINE_BYTES", "125000000"))


class _Endless(io.RawIOBase):
    """A stream of a gigabyte that nobody has to hold: a beginning, and the same again and again."""

    def __init__(self, begin: bytes, more: bytes, end: bytes, size: int) -> None:
        self._begin, self._more, self._end, self._left = begin, more * (65_536 // len(more)), end, size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        if self._begin:
            piece, self._begin = self._begin, b""
        elif self._left > 0:
            piece = self._more[: len(buffer)]
            self._left -= len(piece)
        else:
            piece, self._end = self._end, b""
        buffer[: len(piece)] = piece
        return len(piece)


def _long_lines() -> Iterator[tuple[str, bytes, bytes, list[str]]]:
    yield "a.jsonl", b'{"text": "', b'"}\n{"text": "Good."}\n', ["too_large", "read"]
    yield "a.json", b'[{"text": "', b'"}, {"text": "Good."}]', ["too_large", "read"]
    yield "b.json", b'{"text": "', b'"}', ["too_large"]
    yield "a.csv", b"title,text\nA,", b"\nB,Good.\n", ["too_large", "read"]
    yield "a.xml", b"<nitf><body><body.content><p>", b"</p></body.content></body></nitf>", ["malformed|too_large"]
    yield "feed.xml", b"<rss><item><description>", b"</description></item><item><description>Good.</description></item></rss>", ["too_large", "read"]  # fmt: skip
    yield "a.sgm", b"<REUTERS ><TEXT><BODY>", b"</BODY></TEXT></REUTERS><REUTERS ><TEXT><BODY>Good.</BODY></TEXT></REUTERS>", ["too_large", "read"]  # fmt: skip
    yield "a.txt", b"\x01otr1 3 i 9\r\n\x02", b"\x03\x04\x01otr1 3 i 9\r\n\x02Head =\r\nGood.\x03\x04", ["too_large", "read"]  # fmt: skip
    yield "a.eml", _MAIL.encode() + b"\n", b"\n", ["too_large"]


@pytest.mark.parametrize(("name", "begin", "end", "wanted"), list(_long_lines()))
def test_a_single_line_without_end_is_not_held(name: str, begin: bytes, end: bytes, wanted: list[str]):
    stream = io.BufferedReader(_Endless(begin, b"x", end, _SIZE), 1 << 16)
    source = Source(name, begin + b"x" * 1000, stream, Limits(record_bytes=4_000_000))
    before, found, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, [], time.process_time()
    try:
        for one in reader_of(source).read(source):
            found.append(one.code if isinstance(one, UnreadableError) else "read")
    except UnreadableError as error:
        found.append(error.code)
    assert len(found) == len(wanted)
    assert all(code in expected.split("|") for code, expected in zip(found, wanted, strict=True)), found
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000
    assert time.process_time() - began < 2

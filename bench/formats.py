"""How fast each structured format is read, beside the library that one would take instead, and in how much memory.

usage: python -m bench.formats [--megabytes 50]

The files are made up: the same article again and again. Each format is read twice, and its peer in between; figures are
megabytes a second of CPU time, the peer's as a ratio. Peak memory is that of a process of its own, which reads the file
ten times as large as well: it must not grow with the file. The peers do less: they hand out strings, not fields.
"""

import argparse
import csv
import io
import json
import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from flows.intake.errors import UnreadableError
from flows.intake.limits import Limits
from flows.intake.readers import reader_of
from flows.intake.source import Source

_SENTENCES = [f"The ferry line number {n} will reopen in May, the port of Lewes said on Monday." for n in range(30)]
_TEXT = "\n\n".join(" ".join(_SENTENCES[n : n + 3]) for n in range(0, 30, 3))
_HTML = "".join(f"<p>{one}</p>" for one in _TEXT.split("\n\n"))
_ITEM = {"headline": "Ferry line reopens", "type": "text", "uri": "urn:1", "byline": "Jane Doe", "body_html": _HTML}
_OBJECT = json.dumps(_ITEM).encode()
_NITF = f"<nitf><body><body.content>{_HTML}</body.content></body></nitf>"
_CONTENT = f"<contentSet><inlineXML>{_NITF}</inlineXML></contentSet>"
_G2 = f"<newsItem><contentMeta><headline>Ferry</headline></contentMeta>{_CONTENT}</newsItem>"
_RSS = (
    f"<item><title>Ferry</title><link>https://example.org/1</link><description><![CDATA[{_HTML}]]></description></item>"
)
_SGML = f"<REUTERS ><DATE>2-MAR-1987</DATE><TEXT><TITLE>Ferry</TITLE><BODY>{_TEXT}</BODY></TEXT></REUTERS>"
_WIRE = f"\x01otr1 3 i 9\r\n\x02Ferry =\r\n\r\n{_TEXT}\x03021430 GMT Mar 26\x04"
_ROW = io.StringIO()
csv.writer(_ROW).writerow(["Ferry", _TEXT, "Jane Doe"])

# name → what stands before the records, a record, what parts them, what stands after
FILES: dict[str, tuple[bytes, bytes, bytes, bytes]] = {
    "a.jsonl": (b"", _OBJECT, b"\n", b""),
    "a.json": (b"[", _OBJECT, b",", b"]"),
    "g2.xml": (b"<newsMessage><itemSet>", _G2.encode(), b"", b"</itemSet></newsMessage>"),
    "feed.xml": (b"<rss><channel><title>Otter</title>", _RSS.encode(), b"", b"</channel></rss>"),
    "a.sgm": (b"", _SGML.encode(), b"\n", b""),
    "wire.txt": (b"", _WIRE.encode(), b"", b""),
    "a.csv": (b"title,text,author\n", _ROW.getvalue().encode(), b"", b""),
}


def write(path: Path, megabytes: int) -> int:
    """Write one file; returns how many records it holds."""
    before, record, between, after = FILES[path.name]
    count = megabytes * 1_000_000 // len(record)
    with path.open("wb") as file:
        file.write(before)
        for number in range(count):
            file.write(between * bool(number) + record)
        file.write(after)
    return count


def read(path: Path) -> Iterator[Any]:
    """Read a file as a load does."""
    with path.open("rb") as file:
        head = file.read(65_536)
        file.seek(0)
        source = Source(path.name, head, file, Limits())
        for record in reader_of(source).read(source):
            if isinstance(record, UnreadableError):
                raise record
            yield record


def _lines(path: Path) -> Iterator[Any]:
    with path.open("rb") as file:
        yield from map(json.loads, file)


def _ijson(path: Path) -> Iterator[Any]:
    import ijson

    with path.open("rb") as file:
        yield from ijson.items(file, "item")


def _iterparse(path: Path) -> Iterator[Any]:
    from lxml import etree

    for _, item in etree.iterparse(str(path), tag="newsItem"):
        yield "".join(item.itertext())
        item.clear()


def _feedparser(path: Path) -> Iterator[Any]:
    import feedparser

    yield from feedparser.parse(str(path)).entries


def _csv(path: Path) -> Iterator[Any]:
    with path.open(newline="") as file:
        yield from csv.DictReader(file)


PEERS: dict[str, tuple[str, Callable[[Path], Iterator[Any]]]] = {
    "a.jsonl": ("json.loads", _lines),
    "a.json": ("ijson", _ijson),
    "g2.xml": ("lxml.iterparse", _iterparse),
    "feed.xml": ("feedparser", _feedparser),
    "a.csv": ("csv.DictReader", _csv),
}


def _seconds(reading: Callable[[Path], Iterator[Any]], path: Path, count: int) -> float:
    began = time.process_time()
    found = sum(1 for _ in reading(path))
    assert found == count, f"{path.name}: {found} records of {count}"
    return time.process_time() - began


def _peak(path: Path, queue: "multiprocessing.Queue[float]") -> None:
    for _ in read(path):
        pass
    status = Path("/proc/self/status").read_text()  # ru_maxrss would be the parent's
    queue.put(int(status.split("VmHWM:")[1].split()[0]) / 1000)


def _memory(path: Path) -> float:
    context = multiprocessing.get_context("spawn")
    queue: multiprocessing.Queue[float] = context.Queue()
    process = context.Process(target=_peak, args=(path, queue))
    process.start()
    peak = queue.get()
    process.join()
    return peak


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=50)
    args = parser.parse_args()
    print("file        records    MB/s  articles/s   peer             its MB/s  ratio   peak MB  at a tenth")
    with tempfile.TemporaryDirectory() as folder:
        for name in FILES:
            path = Path(folder) / name
            write(path, max(1, args.megabytes // 10))
            small = _memory(path)
            count = write(path, args.megabytes)
            peer, reading = PEERS.get(name, ("", None))
            first = _seconds(read, path, count)
            theirs = _seconds(reading, path, count) if reading else None
            ours = min(first, _seconds(read, path, count))
            speed = args.megabytes / ours
            beside = f"{args.megabytes / theirs:9.1f} {theirs / ours:6.2f}" if theirs else " " * 16
            figures = f"{name:10} {count:8,} {speed:7.1f} {count / ours:11,.0f}   {peer:16} {beside}"
            print(f"{figures}   {_memory(path):7.0f}    {small:7.0f}")
            path.unlink()


if __name__ == "__main__":
    main()

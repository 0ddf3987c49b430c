"""Web archives: how fast their pages stream, beside warcio on the same file in the same run.

    python -m bench.archives --pages 5000

The archive is made on the spot, of invented pages. Both sides take each response's address and its decoded body.
"""

import argparse
import gzip
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flows.intake import Limits, Unread, find, stream, survey

_WORDS = ("harbour", "minister", "toll", "ship", "vote", "budget", "river", "storm", "council", "market", "strike")


def make_archive(path: Path, pages: int) -> None:
    """Write a gzipped web archive of so many pages, each a record, a request and 40 KB of HTML."""
    dice = random.Random(1)
    with path.open("wb") as archive:
        for number in range(pages):
            text = "</p>\n<p>".join(" ".join(dice.choices(_WORDS, k=60)) for _ in range(100))
            body = f"<!doctype html><html><head><title>Story {number}</title></head><body><p>{text}</p></body></html>"
            http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body.encode()
            for kind, block in (("request", b"GET / HTTP/1.1\r\nHost: news.example\r\n\r\n"), ("response", http)):
                head = (
                    f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\n"
                    f"WARC-Target-URI: https://news.example/{number}\r\nWARC-Date: 2026-03-02T10:00:00Z\r\n"
                    f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
                )
                archive.write(gzip.compress(head.encode() + block + b"\r\n\r\n", 6))


def ours(path: Path) -> int:
    """The bytes of all bodies, as a load streams them."""
    (row,) = survey(find([path]), {}, Limits()).to_load
    return sum(len(item.data) for item in stream(row, Limits()) if isinstance(item, Unread))


def warcio(path: Path) -> int:
    """The same through warcio."""
    from warcio.archiveiterator import ArchiveIterator

    size = 0
    with path.open("rb") as archive:
        for record in ArchiveIterator(archive):
            if record.rec_type == "response" and record.rec_headers.get_header("WARC-Target-URI"):
                size += len(record.content_stream().read())
    return size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.warc.gz"
        make_archive(path, args.pages)
        best: dict[str, float] = {}
        sides: tuple[tuple[str, Callable[[Path], int]], ...] = (("copydesk", ours), ("warcio", warcio))
        for _ in range(args.rounds):  # by turns, so that what else the machine does meets both
            for name, side in sides:
                began = time.perf_counter()
                size = side(path)
                best[name] = min(best.get(name, 1e9), time.perf_counter() - began)
                print(f"{name:9} {size:,} bytes of pages in {time.perf_counter() - began:.2f} s")
        for name, seconds in best.items():
            print(f"{name:9} {args.pages / seconds:,.0f} pages/s")
        print(
            f"ratio     {best['warcio'] / best['copydesk']:.2f} times warcio (hashing and sniffing the file included)"
        )


if __name__ == "__main__":
    main()

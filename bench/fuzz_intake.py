"""Intake under fire: files mutated from samples of every format and container, in processes with a clock.

    python -m bench.fuzz_intake --files 100000

Each file must end in articles and problems with a documented code, within the clock; each record must be accounted for.
The same seed makes the same files: a failure is told with its number, and `--only NUMBER --save FILE` writes that file.
"""

import argparse
import bz2
import gzip
import io
import json
import lzma
import random
import re
import tarfile
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import NamedTuple

from flows.intake import Limits, Taken, Unread, find, read_one, stream, survey
from flows.model import Document, Problem
from flows.processes import Crew, LostError, Worker

LIMITS = Limits(record_bytes=2_000_000, expansion_floor=1_000_000, members=1000, records=10_000)
CODES = set(re.findall(r"^\| intake.*? \| `(\w+)`", Path("docs/quarantine-codes.md").read_text("utf-8"), re.MULTILINE))
BLOCK = 200

STORY = """Harbour tolls to fall, minister says

OSTREVA (AP) - Tolls at the harbour of Ostreva will fall by a tenth, Transport Minister Petra Lindqvist said.

"We want the ships back," Lindqvist said. Zürich – naïve café.
"""
HTML = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Harbour tolls to fall</title>
<meta property="og:title" content="Harbour tolls"><link rel="canonical" href="https://news.example/tolls">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Harbour tolls", "author": "Jo Doe"}}</script>
</head><body><nav><a href="/">Home</a></nav><article><h1>Harbour tolls</h1><p>{STORY}</p><h2>Ships</h2>
<p>More <a href="/x">ships</a> came &amp; went.</p></article></body></html>"""
ITEM = {
    "headline": "Tolls",
    "body_text": STORY,
    "type": "text",
    "uri": "urn:x:1",
    "versioncreated": "2026-03-02T10:00Z",
}
NITF = """<?xml version="1.0" encoding="UTF-8"?><nitf><head><title>Tolls</title></head><body><body.head><hedline>
<hl1>Tolls</hl1></hedline><byline>By Jo Doe</byline></body.head><body.content><p>Tolls fell.</p></body.content></body>
</nitf>"""
G2 = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" version="1"><itemMeta>
<versionCreated>2026-03-02T10:00:00Z</versionCreated>
</itemMeta><contentMeta><headline>Tolls</headline></contentMeta>
<contentSet>
<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Tolls fell.</p>
</body></html></inlineXML></contentSet></newsItem>"""
NEWSML = """<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>Tolls</HeadLine></NewsLines><ContentItem><DataContent>
<p>Tolls fell.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"""
RSS = """<rss version="2.0"><channel><title>Wire</title><item><title>Tolls</title>
<link>https://n.example/1</link>
<description>Tolls fell on Monday.</description><pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate>
</item></channel></rss>"""
SGML = """<!DOCTYPE lewis SYSTEM "lewis.dtd"><REUTERS NEWID="1"><DATE> 2-MAR-2026 10:00:00.00</DATE>
<TEXT><TITLE>TOLLS</TITLE>
<BODY>Tolls fell on Monday. &#3;</BODY></TEXT></REUTERS>
<REUTERS NEWID="2"><TEXT><BODY>More.</BODY></TEXT></REUTERS>"""
MAIL = "From: Jo Doe <jo@n.example>\nSubject: Tolls\nDate: Mon, 2 Mar 2026 10:00:00 +0000\nMIME-Version: 1.0\n" + (
    'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nTolls fell\n--b--\n'
)
WIRE = b"\x01XYZ123 4 ABC 012\r\nTolls-Harbour, 012\r\n\x02   OSTREVA (AP) - Tolls fell.\r\n\x03021000 MAR 26\r\n\x04"
CSV = 'title,text,date,url\n"Tolls","Tolls fell, he said.",2026-03-02,https://n.example/1\nMore,"Ships ""came"".",,\n'


def _parquet() -> bytes:
    import pyarrow
    from pyarrow import parquet

    packed = io.BytesIO()
    parquet.write_table(pyarrow.table({"title": ["Tolls", "More"], "text": ["Tolls fell.", "Ships came."]}), packed)
    return packed.getvalue()


SAMPLES: dict[str, bytes] = {
    "a.txt": STORY.encode(),
    "utf16.txt": STORY.encode("utf-16"),
    "cp1252.txt": STORY.encode("cp1252"),
    "a.md": b"---\ntitle: Tolls\nauthors: [Jo]\n---\n# Tolls\n\nTolls [fell](https://n.example).\n",
    "a.html": HTML.encode(),
    "a.json": json.dumps(ITEM).encode(),
    "b.json": json.dumps([ITEM, ITEM]).encode(),
    "a.jsonl": (json.dumps(ITEM) + "\n").encode() * 3,
    "nitf.xml": NITF.encode(),
    "g2.xml": G2.encode(),
    "newsml.xml": NEWSML.encode(),
    "rss.xml": RSS.encode(),
    "a.sgm": SGML.encode(),
    "a.eml": MAIL.encode(),
    "a.iptc": WIRE,
    "a.anpa": WIRE.replace(b"\x01", b"\x16\x16\x01"),
    "a.csv": CSV.encode(),
    "a.parquet": _parquet(),
}
TOKENS = [
    b"\0",
    b"\xff",
    b"<",
    b">",
    b"&",
    b"&#x0;",
    b"]]>",
    b"<!--",
    b'"',
    b"\\",
    b"{",
    b"}",
    b"[",
    b"\r\n",
    b"\x1b[2J",
]
TOKENS += [
    b"\x80" * 9,
    b"9" * 400,
    b"<a>" * 300,
    b"[" * 300,
    "\u202e".encode(),
    b"WARC/1.0\r\n",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
]


class Result(NamedTuple):
    """What became of one file: how many records and problems, the slowest of its steps, and what is wrong with that."""

    number: int
    name: str
    articles: int
    codes: tuple[str, ...]
    seconds: float
    trouble: str | None


def make(number: int, seed: int) -> tuple[str, bytes]:
    """The name and the bytes of one file; the same for the same number and seed."""
    dice = random.Random(f"{seed}:{number}")
    name = dice.choice(list(SAMPLES))
    data = SAMPLES[name]
    if dice.random() < 0.9:
        data = _mutated(data, dice)
    for _ in range(dice.choice([0, 0, 0, 1, 1, 2])):
        name, data = _packed(name, data, dice)
        if dice.random() < 0.5:
            data = _mutated(data, dice)
    if dice.random() < 0.1:
        name = dice.choice(["x", "x.txt", "x.html", "x.json", "x.xml", "x.zip", "x.gz", "x.warc", "x.csv", "x.eml"])
    return name, data


def _mutated(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice([1, 1, 2, 4, 16])):
        at = dice.randrange(len(changed) + 1)
        kind = dice.randrange(7)
        if kind == 0 and changed:
            changed[at % len(changed)] ^= 1 << dice.randrange(8)
        elif kind == 1:
            changed[at:at] = dice.choice(TOKENS)
        elif kind == 2:
            del changed[at : at + dice.randrange(1, 40)]
        elif kind == 3:
            del changed[at:]
        elif kind == 4:
            changed[at:at] = changed[at : at + dice.randrange(1, 400)] * dice.randrange(1, 4)
        elif kind == 5:
            other = dice.choice(list(SAMPLES.values()))
            begin = dice.randrange(len(other))
            changed[at:at] = other[begin : begin + 300]
        else:
            changed[at : at + 4] = dice.randbytes(4)
    return bytes(changed)


def _packed(name: str, data: bytes, dice: random.Random) -> tuple[str, bytes]:
    kind = dice.randrange(7)
    if kind == 0:
        return f"{name}.gz", gzip.compress(data)
    if kind == 1:
        return f"{name}.bz2", bz2.compress(data)
    if kind == 2:
        return f"{name}.xz", lzma.compress(data)
    if kind == 3:
        import zstandard

        return f"{name}.zst", zstandard.compress(data)
    packed = io.BytesIO()
    if kind == 4:
        with zipfile.ZipFile(packed, "w", dice.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])) as archive:
            archive.writestr(f"../{name}", data)
            archive.writestr("other.txt", STORY)
        return "a.zip", packed.getvalue()
    if kind == 5:
        with tarfile.open(fileobj=packed, mode="w") as archive:
            for label, content in ((name, data), ("other.txt", STORY.encode())):
                member = tarfile.TarInfo(label)
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
        return "a.tar", packed.getvalue()
    records = [_web_record(f"https://n.example/{name}", data), _web_record("https://n.example/o", HTML.encode())]
    return (
        ("a.warc", b"".join(records)) if dice.random() < 0.5 else ("a.warc.gz", b"".join(map(gzip.compress, records)))
    )


def _web_record(address: str, body: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2026-03-02T10:00:00Z\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    return head.encode() + http + b"\r\n\r\n"


def read(number: int, seed: int, folder: str) -> Result:
    """Read one file as a load does, and see that nothing of it is lost."""
    name, data = make(number, seed)
    path = Path(folder) / name
    path.write_bytes(data)
    began = time.monotonic()
    found = survey(find([path]), {}, LIMITS)
    problems: list[Problem] = list(found.problems)
    articles = 0
    trouble = None
    for row in found.to_load:
        if row.format and row.format.streamed:
            given = [item for item in stream(row, LIMITS) if item is not None]
        else:
            given = [Unread(row.file_id, row.path, 0, row.name, row.location, row.sha256)]
        numbers: list[int] = []
        for item in given:
            outcome = list(read_one(item, LIMITS)) if isinstance(item, Unread) else [item]
            ends = [one for one in outcome if isinstance(one, Document | Problem)]
            if isinstance(item, Unread) and len(ends) != 1:
                trouble = f"a record ended {len(ends)} times"
            problems += [one for one in ends if isinstance(one, Problem)]
            articles += sum(isinstance(one, Document) for one in ends)
            numbers += [one.record_no for one in ends if one.record_no is not None]
        taken = sum(one.records for one in given if isinstance(one, Taken))
        if row.format and row.format.streamed and (numbers != list(range(taken))):
            trouble = f"records numbered {numbers[:20]} are not the {taken} that were read"
    path.unlink()
    codes = tuple(problem.code for problem in problems)
    if not articles and not codes:
        trouble = "nothing came of it, not even a problem"
    if unknown := set(codes) - CODES:
        trouble = f"codes that are not documented: {sorted(unknown)}"
    if failed := next((problem.message for problem in problems if problem.code == "read_failed"), None):
        trouble = failed
    return Result(number, name, articles, codes, time.monotonic() - began, trouble)


def _block(numbers: range, seed: int) -> Iterator[Result]:
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            try:
                yield read(number, seed, folder)
            except Exception as error:  # noqa: BLE001  which is what is looked for
                yield Result(number, make(number, seed)[0], 0, (), 0.0, f"RAISED {type(error).__name__}: {error}")


def _run_block(worker: Worker, numbers: range, seed: int, seconds: float) -> list[Result]:
    """Every file of a block; where one crashes or hangs, that is its result, and the next ones go on."""
    from bench.fuzz_intake import _block  # by its own name, which other processes know, also where this one is run

    results: list[Result] = []
    while rest := numbers[len(results) :]:
        try:
            results.extend(worker.run((_block, (rest, seed)), seconds))
        except LostError as lost:
            number = numbers[len(results)]
            trouble = "HUNG" if lost.too_slow else "CRASHED"
            results.append(Result(number, make(number, seed)[0], 0, (), seconds, trouble))
    return results


def fuzz(files: int, seed: int, processes: int, seconds: float) -> list[Result]:
    """Read so many files, each in at most so many seconds."""
    crew: Crew[list[Result]] = Crew(processes)
    try:
        blocks = [range(begin, min(begin + BLOCK, files)) for begin in range(0, files, BLOCK)]
        futures: list[Future[list[Result]]] = [
            crew.submit(lambda worker, block=block: _run_block(worker, block, seed, seconds)) for block in blocks
        ]
        return [result for future in futures for result in future.result()]
    finally:
        crew.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=10.0, help="the clock of one file")
    parser.add_argument("--only", type=int, help="read this file alone, in this process")
    parser.add_argument("--save", type=Path, help="where to write that file")
    args = parser.parse_args()
    if args.only is not None:
        name, data = make(args.only, args.seed)
        if args.save:
            args.save.write_bytes(data)
        with tempfile.TemporaryDirectory() as folder:
            print(name, len(data), read(args.only, args.seed, folder))
        return
    began = time.monotonic()
    results = fuzz(args.files, args.seed, args.processes, args.seconds)
    troubles = [result for result in results if result.trouble]
    codes = Counter(code for result in results for code in result.codes)
    print(
        f"{len(results):,} files in {time.monotonic() - began:,.0f} s, slowest {max(r.seconds for r in results):.2f} s"
    )
    print(f"{sum(r.articles for r in results):,} articles; problems: {dict(codes.most_common())}")
    kinds = Counter(re.sub(r"\d+", "#", result.trouble or "")[:100] for result in troubles)
    print(f"{len(troubles):,} troubles: {dict(kinds.most_common(20))}")
    for result in troubles[:20]:
        print(f"  --only {result.number}: {result.name}: {result.trouble}")
    raise SystemExit(1 if troubles else 0)


if __name__ == "__main__":
    main()

"""Reading web pages: copydesk beside trafilatura, the same pages in the same process, as ratios of time and F1.

    python -m bench.pages FOLDER [--sets articles_…,…] [--rounds 3]

FOLDER holds sets of labelled pages: `NAME.jsonl` or `NAME.jsonl.gz`, a page a line with `html_path` (in FOLDER, perhaps
gzipped) and `body`, and as far as labelled `title`, `authors`, `date` and `subheads`. copydesk always reads everything;
trafilatura reads with and without metadata. They take turns, round by round; times are of the processor, the median
round, from a page's bytes to its text (and metadata).
Bodies are scored by their shingles of four words, fields by whether they are equal but for case, marks and spaces.
"""

import argparse
import gzip
import io
import json
import statistics
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from trafilatura import bare_extraction

from flows.intake.errors import UnreadableError
from flows.intake.limits import Limits
from flows.intake.readers import html
from flows.intake.source import Record, Source
from flows.model import Document
from flows.parsing.structure import read_article
from flows.scoring.fields import plain, shingle_measure
from flows.scoring.measures import measure

Page = tuple[bytes, dict[str, Any]]
Fields = dict[str, Any]
FIELDS = ("title", "date", "authors", "subheads")


def main() -> None:
    arguments = _arguments()
    for name in arguments.sets.split(",") if arguments.sets else _set_names(arguments.folder):
        pages = read_pages(arguments.folder, name)
        found, seconds = race([data for data, _ in pages], arguments.rounds)
        Console().print(as_table(f"{name}: {len(pages)} pages, {arguments.rounds} rounds", pages, found, seconds))


def read_with_copydesk(data: bytes) -> Record | None:
    """The reader's record."""
    try:
        (record,) = html.READER.read(Source("page.html", data[:65_536], io.BytesIO(data), Limits()))
    except UnreadableError:
        return None
    return record


def fields_of_record(record: Record | None) -> Fields:
    """What the parser's first step makes of it, as the table `articles` will hold it."""
    if record is None:
        return {}
    article = read_article(Document("page", "page.html", 0, record.text, record.metadata))
    return {
        "body": article.body,
        "title": article.title,
        "date": record.metadata.get("published_at", "")[:10],
        "authors": article.authors,
        "subheads": [article.body[one.start_char : one.end_char] for one in article.blocks if one.kind == "subheading"],
    }


def fields_of_trafilatura(found: Any) -> Fields:
    """Its fields under the labels' names; it does not tell sub-headings from paragraphs."""
    if found is None:
        return {}
    authors = [name for name in (found.author or "").split("; ") if name]
    return {"body": found.text, "title": found.title, "date": found.date, "authors": authors}


READERS: dict[str, tuple[Callable[[bytes], Any], Callable[[Any], Fields]]] = {
    "copydesk": (read_with_copydesk, fields_of_record),
    "trafilatura": (partial(bare_extraction, with_metadata=True), fields_of_trafilatura),
    "trafilatura, text alone": (partial(bare_extraction, with_metadata=False), fields_of_trafilatura),
}


def race(pages: list[bytes], rounds: int) -> tuple[dict[str, list[Fields]], dict[str, float]]:
    """What each reader found on each page, and its median seconds of processor time for all of them."""
    found = {name: [fields_of(read(data)) for data in pages] for name, (read, fields_of) in READERS.items()}
    times: dict[str, list[float]] = {name: [] for name in READERS}
    for _ in range(rounds):
        for name, (read, _fields_of) in READERS.items():
            began = time.process_time()
            for data in pages:
                read(data)
            times[name].append(time.process_time() - began)
    return found, {name: statistics.median(each) for name, each in times.items()}


def as_table(title: str, pages: list[Page], found: dict[str, list[Fields]], seconds: dict[str, float]) -> Table:
    """A row a reader: milliseconds a page, that in copydesk's, body F1, the labelled fields as far as it gives them."""
    labelled = [field for field in FIELDS if any(labels.get(field) for _, labels in pages)]
    table = Table("reader", "ms a page", "of copydesk's", "body", *labelled, title=title)
    for name, answers in found.items():
        pairs = list(zip((labels for _, labels in pages), answers, strict=True))
        body = statistics.mean(shingle_measure(labels["body"], answer.get("body") or "").f1 for labels, answer in pairs)
        given = {field for answer in answers for field, value in answer.items() if value}
        fields = [f"{field_f1(pairs, field):.3f}" if field in given else "–" for field in labelled]
        ratio = f"{seconds[name] / seconds['copydesk']:.1f}"
        table.add_row(name, f"{1000 * seconds[name] / len(pages):.1f}", ratio, f"{body:.4f}", *fields)
    return table


def field_f1(pairs: Iterable[tuple[Fields, Fields]], field: str) -> float:
    """The mean F1 over the pages where the field is labelled, one value or several."""
    return statistics.mean(
        measure(len(wanted & got), len(got), len(wanted)).f1
        for labels, answer in pairs
        if (wanted := _forms(labels.get(field)))
        for got in [_forms(answer.get(field))]
    )


def _forms(value: str | Iterable[str] | None) -> set[str]:
    values = [value] if isinstance(value, str) else value or ()
    return {form for one in values if (form := plain(one))}


def read_pages(folder: Path, name: str) -> list[Page]:
    """The pages of a set that are there as HTML, each with its labels."""
    pages = []
    for row in _rows(folder, name):
        if row.get("html_path") and row.get("body"):
            data = (folder / row["html_path"]).read_bytes()
            pages.append((gzip.decompress(data) if row["html_path"].endswith(".gz") else data, row))
    return pages


def _rows(folder: Path, name: str) -> list[dict[str, Any]]:
    packed = folder / f"{name}.jsonl.gz"
    data = gzip.decompress(packed.read_bytes()) if packed.exists() else (folder / f"{name}.jsonl").read_bytes()
    return [json.loads(line) for line in data.decode("utf-8").split("\n") if line.strip()]


def _set_names(folder: Path) -> list[str]:
    names = sorted({path.name.split(".jsonl")[0] for path in folder.glob("articles_*.jsonl*")})
    return [name for name in names if any("html_path" in row for row in _rows(folder, name))]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--sets", metavar="NAME,…", help="those of the folder that hold pages, unless given")
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()

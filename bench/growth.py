"""What a load costs as the warehouse grows: 1,000 new articles into an empty one and into ones of each size.

    python bench/growth.py FOLDER --work WORK --prepare       fill warehouses of 1,000, 10,000, 50,000 and 200,000
    python bench/growth.py FOLDER --work WORK                 measure; what is not filled yet is filled first
    python bench/growth.py FOLDER --work WORK --sizes 1000 5000

The warehouse is filled in a way that takes minutes instead of hours: the folder's texts are parsed once, by the real
parser, and their rows are written again and again, each time perturbed (other ids and files; of the longer words of
text and headline four in five replaced, in one article of ten a tenth of them, so that most are stories of their own
and some are copies; names and quotes as they were), through the real `Warehouse.load`, resolution included. What is
measured is a real `copydesk load` of 1,000 files that no load has seen, each time into a copy of the filled warehouse:
wall clock, and the seconds of its step `load` (inserts, families, links, checks, commit) and of `publish`, which copies
the whole file. Wall clock less publish is what may not grow.
"""

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
from corpus import texts_of, write_files

sys.path.insert(0, str(Path(__file__).parents[1]))

from flows.model import Document, content_id
from flows.parsing.frames import make_frames
from flows.tables import TABLES, Frames
from flows.warehouse import Run, Tally, open_warehouse
from flows.warehouse.check_tables import CHECK_RESULTS
from flows.warehouse.ledger import FILES, given_schema

COPYDESK = Path(sys.executable).with_name("copydesk")
NEW = 1000
SEEDS = 10_000
_LOAD = 5000
_WORD = re.compile(r"[a-z]{4,}")


def parsed(texts: list[str], cache: Path) -> Frames:
    """The rows of the texts, parsed in two processes; kept in the folder `cache` for the next run."""
    files = {table.name: cache / f"{table.name}.parquet" for table in TABLES}
    if not all(file.exists() for file in files.values()):
        cache.mkdir(parents=True, exist_ok=True)
        for name, frame in _parse(texts).items():
            frame.write_parquet(files[name])
    return Frames(**{name: pl.read_parquet(file) for name, file in files.items()})


def _parse(texts: list[str]) -> dict[str, pl.DataFrame]:
    from loky import ProcessPoolExecutor

    documents = [Document(f"seed {number}", "", 0, text) for number, text in enumerate(texts)]
    chunks = [documents[begin : begin + 200] for begin in range(0, len(documents), 200)]
    env = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "POLARS_MAX_THREADS"), "1")
    with ProcessPoolExecutor(os.cpu_count(), env=env) as pool:
        parts = list(pool.map(_rows_of, chunks))
    return {table.name: pl.concat([getattr(part, table.name) for part in parts]) for table in TABLES}


def _rows_of(documents: list[Document]) -> Frames:
    from flows.model import Parsed
    from flows.parsing.parse import parse

    outcomes = [outcome for outcome in parse(documents) if isinstance(outcome, Parsed)]
    return make_frames(outcomes, "bench", datetime.now(UTC))


def copies(seed: Frames, count: int) -> Iterator[Frames]:
    """The seed's rows, perturbed anew in each round, until there are `count` articles; some thousands at a time."""
    words = sorted({word for body in seed.articles["body"][:500] for word in _WORD.findall(body)})
    chance = random.Random(3)
    made, number = 0, 0
    while made < count:
        for begin in range(0, seed.articles.height, _LOAD):
            some = seed.articles[begin : begin + min(_LOAD, count - made)]
            if some.height:
                yield _perturbed(seed, some, number, words, chance)
                made, number = made + some.height, number + 1


def _perturbed(seed: Frames, articles: pl.DataFrame, number: int, words: list[str], chance: random.Random) -> Frames:
    def other(text: str | None) -> str | None:
        share = 0.1 if chance.random() < 0.1 else 0.8
        return text and _WORD.sub(lambda match: chance.choice(words) if chance.random() < share else match[0], text)

    file_ids = [content_id("file", number, file_id) for file_id in articles["file_id"]]
    ids = [Document(file_id, "", 0, "").article_id for file_id in file_ids]
    renamed = dict(zip(articles["article_id"], ids, strict=True))
    frames = {
        "articles": articles.with_columns(
            pl.Series("article_id", ids),
            pl.Series("family_id", ids),
            pl.Series("file_id", file_ids),
            pl.Series("title", [other(title) for title in articles["title"]]),
            pl.Series("body", [other(body) for body in articles["body"]]),
            blocks=pl.lit([], dtype=articles.schema["blocks"]),
            content_hash=pl.Series([content_id("text", one) for one in ids]),
        )
    }
    for table in TABLES[1:]:
        rows = getattr(seed, table.name).filter(pl.col("article_id").is_in(articles["article_id"].implode()))
        key = pl.concat_str(pl.lit(f"{number:08x}"), pl.col(table.key).str.slice(8))
        frames[table.name] = rows.with_columns(key.alias(table.key), pl.col("article_id").replace_strict(renamed))
    return Frames(**frames)


def fill(warehouse: Path, seed: Frames, count: int) -> None:
    """Fill a new warehouse with `count` perturbed copies. Spans no longer hold, so the checks of spans are left out."""
    from flows.warehouse import load as loading

    loading.run_checks = lambda *_: pl.DataFrame(schema=given_schema(CHECK_RESULTS))
    began = time.perf_counter()
    shutil.rmtree(warehouse.parent, ignore_errors=True)  # what a run that was stopped had filled of it
    with open_warehouse(warehouse) as house:
        filled = 0
        for number, frames in enumerate(copies(seed, count)):
            run = Run(f"fill-{number:05}", datetime.now(UTC), "1", "bench")
            with house.load(run) as load:
                load.screen(_documents(frames))
                load.add(frames)
                load.add_files(_files(frames))
                load.finish(Tally(frames.articles.height, frames.articles.height, 0, 0, 0, "passed"))
            filled += frames.articles.height
            print(f"  filled {filled:9,} in {time.perf_counter() - began:6.0f} s", flush=True)
        house.publish()


def _documents(frames: Frames) -> list[Document]:
    rows = frames.articles.select("file_id", "title", "body").rows()
    return [Document(file_id, f"/filled/{file_id}", 0, f"{title}\n\n{body}") for file_id, title, body in rows]


def _files(frames: Frames) -> pl.DataFrame:
    rows = [
        {"file_id": file_id, "path": f"/filled/{file_id}", "sha256": file_id, "status": "loaded", "records": 1}
        for file_id in frames.articles["file_id"]
    ]
    return pl.DataFrame(rows, schema=given_schema(FILES))


def load_more(warehouse: Path, inbox: Path, home: Path) -> dict[str, float]:
    """A real `copydesk load` of the inbox → seconds of wall clock, and of each step as the command tells them."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    env |= {"PREFECT_HOME": str(home), "COLUMNS": "400"}
    began = time.perf_counter()
    done = subprocess.run(
        [COPYDESK, "load", inbox, "--warehouse", warehouse], env=env, check=True, stdout=subprocess.PIPE, text=True
    )
    wall = time.perf_counter() - began
    told = dict(re.findall(r"(look|start|read|parse|check|load|publish) ([\d.]+)", done.stdout.split("time ")[-1]))
    return {"wall": wall, **{name: float(seconds) for name, seconds in told.items()}}


def measure(warehouse: Path | None, inbox: Path, work: Path, rounds: int) -> dict[str, float]:
    """The median round's figures, each into a copy of this warehouse (None: a new one); `bytes` is its size then."""
    figures = []
    for _ in range(rounds):
        target = work / "target"
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        if warehouse:
            shutil.copyfile(warehouse, target / warehouse.name)
            shutil.copyfile(warehouse, target / f"{warehouse.stem}.private{warehouse.suffix}")
        figures.append(load_more(target / "copydesk.duckdb", inbox, work / "prefect"))
        figures[-1]["bytes"] = (target / "copydesk.duckdb").stat().st_size
        shutil.rmtree(target)
    return sorted(figures, key=lambda one: one["wall"] - one["publish"])[rounds // 2]


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="texts, .txt files")
    parser.add_argument("--work", type=Path, required=True, help="where the warehouses lie; filled ones are kept")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 50_000, 200_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--prepare", action="store_true", help="fill the warehouses, and measure another time")
    args = parser.parse_args()
    texts = texts_of(args.folder, SEEDS + NEW)
    inbox = args.work / "inbox"
    if not inbox.exists():
        write_files(texts[-NEW:], inbox)
    seed = parsed(texts[:-NEW], args.work / "seed")
    filled = {size: args.work / f"{size}" / "copydesk.duckdb" for size in args.sizes}
    for size, warehouse in filled.items():
        if not warehouse.exists():
            fill(warehouse, seed, size)
    if args.prepare:
        return
    rows = [(0, measure(None, inbox, args.work, args.rounds))]
    rows += [(size, measure(warehouse, inbox, args.work, args.rounds)) for size, warehouse in filled.items()]
    empty = rows[0][1]
    print(f"{NEW:,} more articles, the median of {args.rounds} rounds; seconds")
    print(
        f"{'articles':>9} {'wall':>7} {'publish':>8} {'without':>8} {'times the empty':>16} {'load step':>10} {'MB':>7}"
    )
    for size, one in rows:
        without = one["wall"] - one["publish"]
        ratio = without / (empty["wall"] - empty["publish"])
        print(
            f"{size:9,} {one['wall']:7.1f} {one['publish']:8.1f} {without:8.1f} {ratio:16.2f} {one['load']:10.1f}"
            f" {one['bytes'] / 1e6:7.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()

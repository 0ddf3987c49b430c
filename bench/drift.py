"""How often drift is told where there is none, and how often a change is told in the first load after it.

    python bench/drift.py --texts FOLDER        each sub-folder of .txt files is a source
    python bench/drift.py                       variations of the seeds, as three sources

Articles are parsed once. Then loads follow each other in a real warehouse, each with some articles of every source,
drawn at random; their figures are measured and judged as `copydesk load` does. Nothing changes in them, so that
whatever is told is a false alarm. Then each change is made to one source in one load, again and again: titles lost,
speakers lost, bodies cut to a quarter.
"""

import argparse
import random
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
from corpus import texts_of

from flows.model import Document, Parsed
from flows.parsing.frames import make_frames
from flows.parsing.parse import parse
from flows.quality import drifted, measures_of, read_drift_rules
from flows.tables import TABLES, Frames
from flows.warehouse import Run, Warehouse, open_warehouse

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
RULES = read_drift_rules()


def parsed(folder: Path | None, count: int) -> Frames:
    """So many articles, their source the folder that they lie in."""
    if folder:
        groups = sorted(path for path in folder.iterdir() if path.is_dir())
        texts = [(group.name, text) for group in groups for text in texts_of(group, count // len(groups))]
    else:
        texts = [(f"Source {number % 3}", text) for number, text in enumerate(texts_of(None, count))]
    outcomes = parse([Document(str(number), str(number), 0, text) for number, (_, text) in enumerate(texts)])
    frames = make_frames([one for one in outcomes if isinstance(one, Parsed)], "", BEGAN)
    sources = pl.DataFrame(
        {"file_id": [str(number) for number in range(len(texts))], "source": [source for source, _ in texts]}
    )
    articles = frames.articles.drop("source").join(sources, on="file_id").select(frames.articles.columns)
    return replace(frames, articles=articles)


def drawn(frames: Frames, size: int, load: str, chance: random.Random) -> Frames:
    """So many articles of each source, drawn at random, as the rows of one load."""
    ids = [
        key
        for (_,), group in frames.articles.group_by(["source"], maintain_order=True)
        for key in chance.sample(group["article_id"].to_list(), min(size, group.height))
    ]
    return Frames(
        **{
            table.name: frame.filter(pl.col("article_id").is_in(ids)).with_columns(load_id=pl.lit(load))
            for table, frame in frames.items()
        }
    )


class Loads:
    """Loads that follow each other; those of a trial leave nothing behind."""

    def __init__(self, house: Warehouse, deviations: float) -> None:
        self.connection = house._connection
        self.house = house
        self.compared_with = {**RULES.compared_with, "deviations": deviations}
        self.number = 0

    def run(self, frames: Frames, *, keep: bool):
        """Measure these rows as a load of their own → what drifted."""
        self.number += 1
        run = Run(f"{self.number:06}", BEGAN + timedelta(hours=self.number), "1", "0")
        frames = Frames(
            **{table.name: frame.with_columns(load_id=pl.lit(run.load_id)) for table, frame in frames.items()}
        )
        self.connection.begin()
        from flows.warehouse import Load

        load = Load(self.connection, run)
        for table in TABLES:
            load._insert(table, getattr(frames, table.name))
        rows = load.measure(RULES.frame(), self.compared_with)
        if keep:
            load.add_metrics(rows)
            self.connection.execute(
                """insert into loads by name select $1 as load_id, $2::timestamptz as started_at, started_at as
                finished_at, 'published' as status, 0 as files_found, 0 as files_loaded, 0 as files_unchanged,
                0 as files_duplicate, 0 as files_quarantined, 1 as articles, 0 as entities, 0 as quotes, 0 as links,
                0 as quarantined, '1' as parser_version, '0' as copydesk_version, 'passed' as verdict""",
                [run.load_id, run.started_at],
            )
            self.connection.commit()
        else:
            self.connection.rollback()
        return measures_of(rows)


CHANGES = {
    "titles lost": lambda f: replace(
        f,
        articles=f.articles.with_columns(
            title=pl.lit(None, dtype=pl.String), title_source=pl.lit(None, dtype=pl.String)
        ),
    ),
    "speakers lost": lambda f: replace(f, quotes=f.quotes.with_columns(speaker_name=pl.lit(None, dtype=pl.String))),
    "bodies cut to a quarter": lambda f: replace(
        f, articles=f.articles.with_columns(word_count=(pl.col("word_count") // 4).cast(pl.Int32))
    ),
}
TOLD_BY = {
    "titles lost": "share_without_title",
    "speakers lost": "share_unknown_speakers",
    "bodies cut to a quarter": "median_words",
}


def measure(frames: Frames, size: int, loads: int, deviations: float) -> None:
    """Print the false alarms of a steady history, and how many of the changes were told."""
    chance = random.Random(11)
    source = frames.articles["source"][0]
    with tempfile.TemporaryDirectory() as folder, open_warehouse(Path(folder) / "w.duckdb") as house:
        history = Loads(house, deviations)
        alarms, compared, noisy = 0, 0, Counter()
        for _ in range(loads):
            found = history.run(drawn(frames, size, "", chance), keep=True)
            compared += sum(one.verdict in ("steady", "drifted") for one in found)
            wrong = [one for out in drifted(found).values() for one in out]
            alarms += len(wrong)
            noisy.update(one.metric for one in wrong)
        print(f"{size:3} articles a source, {deviations:g} deviations: ", end="")
        print(
            f"{alarms} false alarms in {compared:,} comparisons of {loads} loads ({dict(noisy.most_common(3))}); ",
            end="",
        )
        for name, change in CHANGES.items():
            told = 0
            for _ in range(20):
                rows = drawn(frames, size, "", chance)
                ids = rows.articles.filter(pl.col("source") == source)["article_id"].implode()
                one = Frames(**{t.name: f.filter(pl.col("article_id").is_in(ids)) for t, f in rows.items()})
                found = history.run(change(one), keep=False)
                told += TOLD_BY[name] in {measure.metric for measure in drifted(found).get(source, [])}
            print(f"{name} {told}/20", end=", ")
        print(flush=True)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--articles", type=int, default=1500)
    parser.add_argument("--loads", type=int, default=60)
    parser.add_argument("--sizes", type=int, nargs="+", default=[3, 10, 40])
    parser.add_argument("--deviations", type=float, nargs="+", default=[RULES.compared_with["deviations"]])
    args = parser.parse_args()
    frames = parsed(args.texts, args.articles)
    for deviations in args.deviations:
        for size in args.sizes:
            measure(frames, size, args.loads, deviations)


if __name__ == "__main__":
    main()

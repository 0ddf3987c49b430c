"""Accuracy on a folder of labelled articles (bench/labelled.py), by set, with the calibration of quotes' confidence.

python -m bench.accuracy FOLDER [--sets NAME,…] [--processes N] [--limit N] [--ablation] [--json]
"""

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, pairwise
from pathlib import Path

from loky import ProcessPoolExecutor
from rich.console import Console
from rich.table import Table

from bench.labelled import TYPES, Row, gold_entities, gold_fields, gold_quotes, read_set, set_names
from flows.model import Document, Parsed, Problem
from flows.scoring.entities import measure_entities, pair_entities
from flows.scoring.fields import Fields, measure_fields
from flows.scoring.measures import Measure, Scores, measure
from flows.scoring.predictions import fields_of, mentions_in, quotes_in
from flows.scoring.quotes import QuotePairs, Said, measure_quotes, pair_quotes, same_speaker

BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
CHUNK = 40  # articles a process takes at a time


@dataclass(frozen=True, slots=True)
class Band:
    """The quotes whose confidence lies in `low` to `high`: how sure the parser was, and how often it was right."""

    low: float
    high: float
    quotes: int
    confidence: float
    found: float
    found_with_speaker: float


def main() -> None:
    arguments = _arguments()
    console = Console()
    with ProcessPoolExecutor(max_workers=arguments.processes, env={"OPENBLAS_NUM_THREADS": "1"}) as pool:
        for name in arguments.sets.split(",") if arguments.sets else set_names(arguments.folder):
            rows = read_set(arguments.folder, name)[: arguments.limit]
            parsed = parse_all(pool, rows)
            kind = name.split("_")[0]
            scores = SCORERS[kind](rows, parsed)
            if arguments.json:
                console.print_json(json.dumps({"set": name} | json.loads(scores.as_json())))
            else:
                table = scores.as_table()
                table.title = f"{name}: {scores.articles} articles, {len(rows) - len(parsed)} not parsed"
                console.print(table)
                if kind == "quotes":
                    console.print(calibration_table(calibrate(pair_all_quotes(rows, parsed))))
            if arguments.ablation and kind in HEADLINES:
                console.print(ablation_table(pool, kind, rows, _rules(kind, parsed.values()), scores))


def parse_all(pool: Executor, rows: Sequence[Row], without: frozenset[str] = frozenset()) -> dict[str, Parsed]:
    """Parse every article in the pool's processes → what was read, by the article's id."""
    documents = [Document(row["id"], f"{row['id']}.txt", 0, row.get("raw_text") or row["text"]) for row in rows]
    chunks = [documents[start : start + CHUNK] for start in range(0, len(documents), CHUNK)]
    step = partial(_parse_without, without=without) if without else _parse
    outcomes = chain.from_iterable(pool.map(step, chunks))
    return {one.document.file_id: one for one in outcomes if isinstance(one, Parsed)}


def pair_all_quotes(rows: Sequence[Row], parsed: dict[str, Parsed]) -> list[QuotePairs]:
    return [
        pair_quotes(row["text"], list(gold_quotes(row)), quotes_in(parsed[row["id"]], row["text"]))
        if row["id"] in parsed
        else pair_quotes(row["text"], list(gold_quotes(row)), ())
        for row in rows
    ]


def score_quotes(rows: Sequence[Row], parsed: dict[str, Parsed]) -> Scores:
    """As for the seeds, but speakers by the words printed (`same_speaker`): no set here has names resolved."""
    cases = pair_all_quotes(rows, parsed)
    rows_by_name = measure_quotes(cases)
    pairs = [pair for case in cases for pair in case.pairs if pair[0].speaker_text]
    right = sum(same_speaker(*pair) for pair in pairs)
    rows_by_name["speakers"] = measure(right, len(pairs), len(pairs))
    spoken = sum(bool(one.speaker_text) for case in cases for one in case.gold)
    found = sum(bool(one.speaker_text) for case in cases for one in case.predicted)
    rows_by_name["quotes with speakers"] = measure(right, found, spoken)
    return Scores(len(rows), rows_by_name)


def score_entities(rows: Sequence[Row], parsed: dict[str, Parsed]) -> Scores:
    types = tuple(TYPES.values())
    cases = []
    for row in rows:
        found = mentions_in(parsed[row["id"]], row["text"]) if row["id"] in parsed else []
        cases.append(pair_entities(row["text"], gold_entities(row), found, types))
    measures = measure_entities(cases, types)
    del measures["names"]  # no set here says what a mention stands for
    return Scores(len(rows), measures)


def score_fields(rows: Sequence[Row], parsed: dict[str, Parsed]) -> Scores:
    cases = [
        (gold_fields(row), _found_fields(parsed[row["id"]]) if row["id"] in parsed else Fields({}, "")) for row in rows
    ]
    measures = measure_fields(cases)
    return Scores(len(rows), {name: one for name, one in measures.items() if one.gold})


SCORERS: dict[str, Callable[[Sequence[Row], dict[str, Parsed]], Scores]] = {
    "quotes": score_quotes,
    "ner": score_entities,
    "articles": score_fields,
}
HEADLINES = {"quotes": ("quotes", "speakers"), "ner": ("entities",)}


def calibrate(cases: Iterable[QuotePairs]) -> list[Band]:
    """How often quotes were right, by how sure the parser said it was."""
    seen: list[tuple[float, bool, bool]] = []
    for case in cases:
        answers = {(finding.start, finding.end): answer for answer, finding in case.pairs}
        for one in case.predicted:
            answer = answers.get((one.start, one.end))
            seen.append((one.confidence, answer is not None, answer is not None and _speaker_right(answer, one)))
    bands = []
    for low, high in pairwise(BANDS):
        inside = [row for row in seen if low <= row[0] < high or row[0] == high == BANDS[-1]]
        if inside:
            shares = (sum(row[i] for row in inside) / len(inside) for i in range(3))
            bands.append(Band(low, high, len(inside), *shares))
    return bands


def calibration_table(bands: Sequence[Band]) -> Table:
    table = Table(title="Confidence of quotes against how often they are right", title_justify="left")
    for heading in ("band", "quotes", "mean confidence", "found", "found with speaker"):
        table.add_column(heading, justify="right")
    for one in bands:
        shares = (f"{share:.3f}" for share in (one.confidence, one.found, one.found_with_speaker))
        table.add_row(f"{one.low:.2f}–{one.high:.2f}", str(one.quotes), *shares)
    return table


def ablation_table(pool: Executor, kind: str, rows: Sequence[Row], rules: Sequence[str], whole: Scores) -> Table:
    """F1 without each rule in turn: what is lost without it is what it adds."""
    table = Table(title="Without each rule", title_justify="left")
    table.add_column("rule")
    for name in HEADLINES[kind]:
        table.add_column(f"{name} F1", justify="right")
        table.add_column("it adds", justify="right")
    for rule in rules:
        scores = SCORERS[kind](rows, parse_all(pool, rows, frozenset([rule])))
        table.add_row(
            rule, *chain.from_iterable(_change(scores.measures[name], whole.measures[name]) for name in HEADLINES[kind])
        )
    return table


def _change(without: Measure, whole: Measure) -> tuple[str, str]:
    return f"{without.f1:.4f}", f"{whole.f1 - without.f1:+.4f}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", help="names of sets, comma between them (all of the folder)")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--limit", type=int, help="only the first articles of each set")
    parser.add_argument("--ablation", action="store_true", help="switch off each rule in turn")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _speaker_right(answer: Said, finding: Said) -> bool:
    return same_speaker(answer, finding) if answer.speaker_text else finding.speaker_text is None


def _found_fields(parsed: Parsed) -> Fields:
    """A date counts by its month and day too, where that is all that the answer has."""
    fields = fields_of(parsed.article)
    date = (parsed.article.published_at or parsed.article.dateline_date or "")[:10]
    return replace(fields, values=dict(fields.values) | {"dateline_date": [date, date[-5:]] if date else None})


def _rules(kind: str, parsed: Iterable[Parsed]) -> Sequence[str]:
    """The rules that can be switched off: the entity rules by name, and each rule that made a quote."""
    if kind == "ner":
        from flows.parsing.entities.rules import RULES

        return RULES
    return sorted({quote.rule for one in parsed for quote in one.quotes})


# What runs in the processes; the imports are here so that the main process does without the model.


def _parse(documents: Sequence[Document]) -> list[Parsed | Problem]:
    from flows.parsing.parse import parse

    return parse(documents)


def _parse_without(documents: Sequence[Document], without: frozenset[str]) -> list[Parsed | Problem]:
    """As `flows.parsing.parse`, less the rules named."""
    from flows.parsing.entities import load_recogniser
    from flows.parsing.names import resolve_names
    from flows.parsing.quotes import find_quotes_in
    from flows.parsing.structure import read_article

    articles = [read_article(document) for document in documents]
    mentions = load_recogniser().find(articles, without=without)
    casts = [resolve_names(article, found) for article, found in zip(articles, mentions, strict=True)]
    quotes = find_quotes_in(articles, casts, without=without)
    return [Parsed(*one) for one in zip(documents, articles, (cast.mentions for cast in casts), quotes, strict=True)]


if __name__ == "__main__":
    main()

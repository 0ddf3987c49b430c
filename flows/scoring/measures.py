"""Precision, recall and F1, and the table of them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from statistics import fmean

from rich.table import Table


@dataclass(frozen=True, slots=True)
class Measure:
    """How well one kind of answer was found: shares from 0 to 1, and how many answers and findings they rest on."""

    precision: float
    recall: float
    f1: float
    gold: int
    predicted: int


def measure(right: int, predicted: int, gold: int, right_gold: int | None = None) -> Measure:
    """The shares that counts give; nothing found where nothing was to be found is perfect.

    `right` counts right findings, `right_gold` answers found, where one is not the other.
    """
    precision = right / predicted if predicted else float(gold == 0)
    recall = (right if right_gold is None else right_gold) / gold if gold else 1.0
    return Measure(precision, recall, _harmonic(precision, recall), gold, predicted)


def average(measures: Iterable[Measure]) -> Measure:
    """The mean of each share over articles, for fields that are texts; `gold` and `predicted` then count articles."""
    rows = list(measures)
    if not rows:
        return measure(0, 0, 0)
    return Measure(
        fmean(row.precision for row in rows),
        fmean(row.recall for row in rows),
        fmean(row.f1 for row in rows),
        len(rows),
        sum(row.predicted > 0 for row in rows),
    )


@dataclass(frozen=True, slots=True)
class Scores:
    """Every measure by its name, e.g. `quotes`, `quotes.direct`, `entities.PERSON`, `fields.title`."""

    articles: int
    measures: Mapping[str, Measure]

    def as_table(self) -> Table:
        """The measures as a table for people, one row each, their kinds indented below them."""
        table = Table(title=f"Read against {self.articles} answered articles", title_justify="left")
        table.add_column("")
        for heading in ("precision", "recall", "F1", "answers", "found"):
            table.add_column(heading, justify="right")
        for name, row in self.measures.items():
            _, _, kind = name.partition(".")
            shares = (f"{share:.3f}" for share in (row.precision, row.recall, row.f1))
            table.add_row(f"  {kind}" if kind else name, *shares, str(row.gold), str(row.predicted))
        return table

    def as_json(self) -> str:
        """The same as JSON: an object of measures by name, shares rounded to four places."""
        rows = {
            name: {key: round(value, 4) for key, value in asdict(row).items()} for name, row in self.measures.items()
        }
        return json.dumps({"articles": self.articles, "measures": rows}, indent=2)

    def below(self, floors: Mapping[str, float]) -> list[str]:
        """A sentence for each measure whose F1 lies under its floor, or that has a floor and was not measured."""
        missed = []
        for name, floor in floors.items():
            row = self.measures.get(name)
            if row is None:
                missed.append(f"{name} has a floor of {floor:.3f} but is not measured")
            elif row.f1 < floor:
                missed.append(f"{name}: F1 {row.f1:.3f} is below its floor of {floor:.3f}")
        return missed


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

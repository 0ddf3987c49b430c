"""What a report tells of: a load or an audit, its figures, and how they went in the runs before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from flows.model import Problem
from flows.quality.drift import Measure
from flows.quality.results import CheckResult, Verdict


@dataclass(frozen=True, slots=True)
class Point:
    """What one run measured of one source and metric, and the band that was usual then."""

    source: str
    metric: str
    started_at: datetime
    verdict: str  # of the run's checks: passed, passed with warnings, gate closed
    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """What the report tells of one load.

    `files` is keyed found, loaded, unchanged, duplicate, quarantined, and `records` (empty where none was read) loaded,
    unchanged, duplicate, held; `passed` and `held` count rows a table.
    `problems` are those of intake and parsing; what the checks found is in `results`, merged over the batches.
    `trend` has the last runs of `(all)` and of each source that drifted, the oldest first.
    """

    load_id: str
    started_at: datetime
    warehouse: str
    files: Mapping[str, int]
    passed: Mapping[str, int]
    held: Mapping[str, int]
    results: tuple[CheckResult, ...]
    verdict: Verdict
    problems: tuple[Problem, ...] = ()
    measures: tuple[Measure, ...] = ()
    trend: tuple[Point, ...] = ()
    records: Mapping[str, int] = field(default_factory=dict)

    def points(self, source: str) -> dict[str, list[Point]]:
        """The trend of one source, by metric."""
        found: dict[str, list[Point]] = {}
        for point in self.trend:
            if point.source == source:
                found.setdefault(point.metric, []).append(point)
        return found


def points_of(rows: pl.DataFrame) -> tuple[Point, ...]:
    """The rows of sql/report/trend as points."""
    columns = ("source", "metric", "started_at", "verdict", "value", "low", "high")
    return tuple(Point(*row) for row in rows.select(columns).iter_rows())

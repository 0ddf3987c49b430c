"""Drift: the thresholds in `expectations/drift.json`, and what a load's measures mean by them.

The comparison itself is SQL (sql/metrics/judge_drift.sql); here its thresholds go in and its verdicts come out.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import polars as pl

from flows.quality.results import CheckResult, Severity
from flows.quality.suites import SuiteError, did_you_mean
from flows.resources import folder

DRIFT = "drift"
ALL = "(all)"  # the source under which a whole load is measured
# What can be compared, and what it is; of families (entities_per_article.PERSON, language.en) each member is.
METRICS: dict[str, str] = {
    "articles": "Articles loaded.",
    "median_words": "Words of the middle article.",
    "share_without_title": "Articles without a printed title, those titled by their first sentence included.",
    "share_without_date": "Articles without a date of publication and without a dateline's date.",
    "share_without_author": "Articles without a byline.",
    "quotes_per_article": "Quotes an article.",
    "share_unknown_speakers": "Quotes whose speaker is not known by name.",
    "entities_per_article": "Mentions of each type of entity an article.",
    "links_per_article": "Links an article.",
    "language": "Articles in each language, as a share.",
    "quarantine_rate": "What was held back, as a share of that and the articles loaded.",
}
_SETTINGS = {
    "history_runs": (1, "how many of a source's last published loads are compared with"),
    "history_days": (1, "how old the oldest of them may be"),
    "fewest_runs": (2, "with fewer of them nothing is said"),
    "fewest_articles": (1, "a load with fewer articles of a source says nothing about it, and is not compared with"),
    "deviations": (0, "half the width of the band, in robust standard deviations"),
}
_KEYS = {"metric", "severity", "why"}
_FLOORS = ("floor", "relative_floor")
_MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class DriftRule:
    """How far one metric may move, however steady it was: by `floor`, or by a share of its median."""

    metric: str
    floor: float
    relative_floor: float
    severity: Severity
    why: str


@dataclass(frozen=True, slots=True)
class DriftRules:
    """What loads are compared with, and a rule for each metric that is compared."""

    compared_with: Mapping[str, float]
    rules: tuple[DriftRule, ...]

    def frame(self) -> pl.DataFrame:
        """The rules as the comparison reads them: metric, floor, relative_floor."""
        rows = [(rule.metric, rule.floor, rule.relative_floor) for rule in self.rules]
        schema = {"metric": pl.String, "floor": pl.Float64, "relative_floor": pl.Float64}
        return pl.DataFrame(rows, schema=schema, orient="row")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a load measured of one source, or of `(all)`, and the band that was usual; null with too little to compare.

    `verdict` is steady, drifted, too few runs, too few articles, or not compared.
    """

    source: str
    metric: str
    value: float
    articles: int
    runs: int
    median: float | None
    low: float | None
    high: float | None
    verdict: str

    @property
    def family(self) -> str:
        """The rule that it falls under."""
        return self.metric.split(".", 1)[0]

    def shown(self, number: float | None) -> str:
        """A number of this metric for people: shares in per cent, never outside 0 to 100 %."""
        if number is None:
            return ""
        if self.family.startswith("share_") or self.family in ("language", "quarantine_rate"):
            return f"{min(max(number, 0), 1):.1%}"
        return f"{max(number, 0):,.0f}" if self.metric in ("articles", "median_words") else f"{max(number, 0):,.2f}"

    @property
    def band(self) -> str:
        """The band for people."""
        return f"{self.shown(self.low)} to {self.shown(self.high)}"

    @property
    def sentence(self) -> str:
        """What it is and what was usual."""
        return (
            f"{self.source}: {self.metric} {self.shown(self.value)} of {self.articles:,} articles,"
            f" usually {self.shown(self.median)}"
        )


def read_drift_rules(where: Path | None = None) -> DriftRules:
    """Read and check `drift.json` of a folder of suites, by default copydesk's own. Raises SuiteError at a mistake."""
    file = "expectations/drift.json"
    try:
        given = json.loads(((where or folder("expectations")) / "drift.json").read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise SuiteError(f"{file} is missing: it says how far each metric may drift") from missing
    except ValueError as broken:
        raise SuiteError(f"{file} is not JSON: {broken}") from broken
    if not isinstance(given, dict) or set(given) != {"name", "compared_with", "metrics"} or given["name"] != DRIFT:
        raise SuiteError(f'{file}: write {{"name": "drift", "compared_with": {{...}}, "metrics": [...]}}')
    if not isinstance(given["compared_with"], dict) or not isinstance(given["metrics"], list):
        raise SuiteError(f"{file}: `compared_with` is an object, `metrics` a list")
    rules = tuple(_read_rule(f"{file}, metric {number}", each) for number, each in enumerate(given["metrics"], 1))
    for number, rule in enumerate(rules, 1):
        if rule.metric in {earlier.metric for earlier in rules[: number - 1]}:
            raise SuiteError(f"{file}, metric {number}: {rule.metric} has a rule already")
    return DriftRules(_read_settings(f"{file}, compared_with", given["compared_with"]), rules)


def measures_of(rows: pl.DataFrame) -> tuple[Measure, ...]:
    """The rows of the comparison as measures."""
    columns = ("outlet", "metric", "measured", "articles", "runs", "median", "low", "high", "verdict")
    return tuple(Measure(*row) for row in rows.select(columns).iter_rows())


def drifted(measures: Iterable[Measure]) -> dict[str, list[Measure]]:
    """The measures that left their band, by source, `(all)` first and the others in the order of their names."""
    out: dict[str, list[Measure]] = {}
    for measure in sorted(measures, key=lambda each: (each.source != ALL, each.source, each.metric)):
        if measure.verdict == "drifted":
            out.setdefault(measure.source, []).append(measure)
    return out


def drift_results(measures: Iterable[Measure], rules: DriftRules) -> tuple[CheckResult, ...]:
    """One result for each rule: how many sources were compared, how many drifted, and which."""
    by_family: dict[str, list[Measure]] = {}
    for measure in measures:
        if measure.verdict in ("steady", "drifted"):
            by_family.setdefault(measure.family, []).append(measure)
    return tuple(_result(rule, by_family.get(rule.metric, []), rules) for rule in rules.rules)


def _result(rule: DriftRule, compared: list[Measure], rules: DriftRules) -> CheckResult:
    out = [measure for found in drifted(compared).values() for measure in found]
    shown = "; ".join(measure.sentence for measure in out[:_MOST_SHOWN])
    more = f"; and {len(out) - _MOST_SHOWN:,} more" if len(out) > _MOST_SHOWN else ""
    return CheckResult(
        table=DRIFT,
        code=f"{DRIFT}.{rule.metric}",
        expectation=f"{DRIFT}.{rule.metric}",
        column="source",
        severity=rule.severity,
        why=rule.why,
        of_rows=False,
        checked=len(compared),
        failed=len(out),
        observed=(shown + more) or None,
        allowed=", ".join(measure.band for measure in out[:_MOST_SHOWN])
        or f"within {rules.compared_with['deviations']:g} deviations of the source's last runs",
    )


def _read_settings(place: str, given: dict[str, Any]) -> dict[str, float]:
    for key in given:
        if key not in _SETTINGS:
            raise SuiteError(f"{place}: {key!r} is no setting{did_you_mean(key, list(_SETTINGS))}")
    for key, (least, meaning) in _SETTINGS.items():
        if key not in given:
            raise SuiteError(f"{place}: {key} is missing: {meaning}")
        value = given[key]
        whole = key == "deviations" or isinstance(value, int)
        if not _is_number(value) or value < least or not whole:
            raise SuiteError(f"{place}: {key} is {value!r}; write a number of at least {least}: {meaning}")
    return dict(given)


def _read_rule(place: str, given: Any) -> DriftRule:
    if not isinstance(given, dict):
        raise SuiteError(f"{place}: write an object with the keys {', '.join(sorted(_KEYS))}, and a floor")
    if missing := sorted(_KEYS - given.keys()):
        raise SuiteError(f"{place}: {', '.join(missing)} is missing; each metric needs {', '.join(sorted(_KEYS))}")
    for key in given:
        if key not in (*_KEYS, *_FLOORS):
            raise SuiteError(f"{place}: unknown key {key!r}{did_you_mean(key, sorted((*_KEYS, *_FLOORS)))}")
    if given["metric"] not in METRICS:
        raise SuiteError(f"{place}: {given['metric']!r} is no metric{did_you_mean(given['metric'], list(METRICS))}")
    if given["severity"] not in get_args(Severity):
        raise SuiteError(f"{place}: severity is {given['severity']!r}; write one of {', '.join(get_args(Severity))}")
    if not isinstance(given["why"], str) or not given["why"].strip():
        raise SuiteError(f"{place}: why is empty; say in one plain sentence why this is compared")
    for key in _FLOORS:
        if not _is_number(given.get(key, 0)) or given.get(key, 0) < 0:
            raise SuiteError(f"{place}: {key} is {given[key]!r}; write a number of at least 0")
    floor, relative_floor = (float(given.get(key, 0)) for key in _FLOORS)
    return DriftRule(given["metric"], floor, relative_floor, given["severity"], given["why"].strip())


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)

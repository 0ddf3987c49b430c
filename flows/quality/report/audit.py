"""The report of an audit: the whole warehouse, as it is published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flows.quality.escape import escape
from flows.quality.report import checks, rows
from flows.quality.report.charts import bars
from flows.quality.report.markdown import query, table
from flows.quality.report.summary import Point
from flows.quality.report.verdict import headline, reasons
from flows.quality.results import CheckResult, Verdict


@dataclass(frozen=True, slots=True)
class AuditSummary:
    """What the report tells of one audit.

    `audits` are the last ones, the oldest first: when, how many articles, which verdict. `flapping` are expectations
    that hold in one run and fail in the next: table, code, severity, runs, failures, changes.
    """

    audit_id: str
    started_at: datetime
    warehouse: str
    counts: Mapping[str, int]
    results: tuple[CheckResult, ...]
    verdict: Verdict
    audits: Sequence[tuple[datetime, int, str]] = ()
    flapping: Sequence[tuple[str, str, str, int, int, int]] = ()


def audit_report(summary: AuditSummary) -> str:
    """Write the report: the verdict in its first line, all text from articles escaped, less than 500 kB."""
    figures = f"{summary.counts['articles']:,} articles audited, {len(summary.results):,} checks"
    parts = [
        [headline(summary.verdict, figures, "not sound by")],
        reasons(summary.verdict),
        _audited(summary),
        _audits(summary),
        checks.expectations(summary.results),
        rows.failing_rows(summary.results),
        _flapping(summary),
        ["### All that failed", "", *query("report/failed_checks", load_id=summary.audit_id)],
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _audited(summary: AuditSummary) -> list[str]:
    return [
        f"Audit {escape(summary.audit_id)}, started {summary.started_at:%Y-%m-%d %H:%M:%S} UTC,"
        f" warehouse {escape(summary.warehouse)}",
        "",
        *table(list(summary.counts), [[f"{count:,}" for count in summary.counts.values()]]),
    ]


def _audits(summary: AuditSummary) -> list[str]:
    points = [Point("", "", began, judged, articles, None, None) for began, articles, judged in summary.audits]
    return ["### The last audits", "", bars(points, "articles in the last audits")] if points else []


def _flapping(summary: AuditSummary) -> list[str]:
    if not summary.flapping:
        return []
    told = [
        [escape(code, 80), severity, f"{runs:,}", f"{failures:,}", f"{changes:,}"]
        for _, code, severity, runs, failures, changes in summary.flapping
    ]
    columns = ["expectation", "severity", "last runs", "failed", "changed its mind"]
    why = "They hold in one run and fail in the next: mend the threshold, or the data."
    return ["### Expectations that flap", "", why, "", *table(columns, told)]

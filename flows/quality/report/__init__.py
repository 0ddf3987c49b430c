"""The quality report of a load, as Markdown for the Prefect UI, and what goes beside it."""

from flows.quality.report.audit import AuditSummary, audit_report
from flows.quality.report.failures import failures
from flows.quality.report.load import report
from flows.quality.report.sources import source_key, source_report
from flows.quality.report.summary import LoadSummary, Point, points_of

__all__ = [
    "AuditSummary",
    "LoadSummary",
    "Point",
    "audit_report",
    "failures",
    "points_of",
    "report",
    "source_key",
    "source_report",
]

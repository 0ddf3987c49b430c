"""Frames and expectations: what passes, what is held, and the report.

Great Expectations is imported at the first check, not before.
"""

from flows.quality.check import check, check_load, warm_up
from flows.quality.drift import ALL, DriftRules, Measure, drift_results, drifted, measures_of, read_drift_rules
from flows.quality.figures import figures
from flows.quality.report import (
    AuditSummary,
    LoadSummary,
    audit_report,
    failures,
    points_of,
    report,
    source_key,
    source_report,
)
from flows.quality.results import Checked, CheckResult, Example, Verdict, merge, strictly, verdict
from flows.quality.suites import SuiteError, read_suites

__all__ = [
    "ALL",
    "AuditSummary",
    "CheckResult",
    "Checked",
    "DriftRules",
    "Example",
    "LoadSummary",
    "Measure",
    "SuiteError",
    "Verdict",
    "audit_report",
    "check",
    "check_load",
    "drift_results",
    "drifted",
    "failures",
    "figures",
    "measures_of",
    "merge",
    "points_of",
    "read_drift_rules",
    "read_suites",
    "report",
    "source_key",
    "source_report",
    "strictly",
    "verdict",
    "warm_up",
]

"""Frames and expectations: what passes, what is held, and the report.

Great Expectations is imported at the first check, not before.
"""

from flows.quality.check import check, check_load, warm_up
from flows.quality.drift import DriftRules, Measure, drift_results, drifted, measures_of, read_drift_rules
from flows.quality.figures import figures
from flows.quality.report import LoadSummary, report
from flows.quality.results import Checked, CheckResult, Example, Verdict, merge, verdict
from flows.quality.suites import SuiteError, read_suites

__all__ = [
    "CheckResult",
    "Checked",
    "DriftRules",
    "Example",
    "LoadSummary",
    "Measure",
    "SuiteError",
    "Verdict",
    "check",
    "check_load",
    "drift_results",
    "drifted",
    "figures",
    "measures_of",
    "merge",
    "read_drift_rules",
    "read_suites",
    "report",
    "verdict",
    "warm_up",
]

"""Frames and expectations: what passes, what is held, and the report.

Great Expectations is imported at the first check, not before.
"""

from flows.quality.check import check, check_load, warm_up
from flows.quality.figures import figures
from flows.quality.report import LoadSummary, report
from flows.quality.results import Checked, CheckResult, Example, Verdict, merge, verdict
from flows.quality.suites import SuiteError, read_suites

__all__ = [
    "CheckResult",
    "Checked",
    "Example",
    "LoadSummary",
    "SuiteError",
    "Verdict",
    "check",
    "check_load",
    "figures",
    "merge",
    "read_suites",
    "report",
    "verdict",
    "warm_up",
]

"""The expectations by severity, with what was observed against what is allowed."""

from collections.abc import Sequence
from typing import get_args

from flows.quality.escape import escape
from flows.quality.report.markdown import folded, table, within
from flows.quality.results import CheckResult, Severity

_BYTES = 25_000  # of each severity
_COLUMNS = ["outcome", "expectation", "checked", "failed", "observed", "allowed", "why"]


def expectations(results: Sequence[CheckResult]) -> list[str]:
    """A table for each severity of what did not hold, and one behind a fold of what did."""
    if not results:
        return []
    lines = ["### Expectations", ""]
    for severity in get_args(Severity):
        of_it = [result for result in results if result.severity == severity or result.could_not_run]
        of_it = [result for result in of_it if severity == "critical" or not result.could_not_run]
        failed = sorted((result for result in of_it if told(result) != PASSED), key=urgency)
        passed = [result for result in of_it if told(result) == PASSED]
        if not of_it:
            continue
        lines += [f"**{severity}**: {len(passed):,} of {len(of_it):,} hold", ""]
        if failed:
            lines += [*within(_BYTES, table(_COLUMNS, map(_cells, failed)), "more expectations"), ""]
        if passed:
            held = within(_BYTES, table(_COLUMNS, map(_cells, passed)), "more expectations")
            lines += [*folded(f"the {len(passed):,} that hold", held), ""]
    return lines[:-1]


PASSED, COUNTED = "✔ holds", "counted"


def told(result: CheckResult) -> str:
    """What came of an expectation, in two or three words."""
    if result.could_not_run:
        return "✘ could not run"
    if result.closes_gate:
        return "✘ failed"
    if result.holds_rows:
        return "⚠ rows held"
    if result.success:
        return PASSED
    return COUNTED if result.severity == "info" else "⚠ failed"


def urgency(result: CheckResult) -> tuple[bool, bool, bool, int]:
    """What sorts results, the most urgent first."""
    quiet = result.severity == "info" or not (result.holds_rows or not result.success)
    return not result.closes_gate, quiet, result.success, -result.failed


def observed_and_allowed(result: CheckResult) -> tuple[str, str]:
    """Both as they are shown; of rows, the share that failed and that may fail."""
    if result.could_not_run:
        return "", ""
    if result.of_rows:
        return f"{result.share:.2%} fail", f"{1 - (1 if result.mostly is None else result.mostly):.2%}"
    return result.observed or "", result.allowed or ""


def _cells(result: CheckResult) -> list[str]:
    observed, allowed = observed_and_allowed(result)
    return [
        told(result),
        escape(result.code, 80),
        f"{result.checked:,}",
        f"{result.failed:,}",
        escape(observed, 160),
        escape(allowed, 80),
        escape(result.why),
    ]

"""What failed, as rows of a table artifact."""

from collections import Counter

from flows.quality.drift import drifted
from flows.quality.report.checks import COUNTED, PASSED, observed_and_allowed, told, urgency
from flows.quality.report.summary import LoadSummary

_MOST = 200
_LONGEST = 200


def failures(summary: LoadSummary) -> list[dict[str, str | int]]:
    """A row for each expectation that did not hold, the most urgent first, each figure that drifted, and each code of
    what could not be read.

    At most 200 rows; what others wrote is cut and has no control characters.
    """
    rows: list[dict[str, str | int]] = []
    for result in sorted(summary.results, key=urgency):
        if told(result) not in (PASSED, COUNTED) and result.table != "drift":
            observed, allowed = observed_and_allowed(result)
            rows.append(
                {
                    "outcome": told(result),
                    "expectation": result.code,
                    "severity": result.severity,
                    "checked": result.checked,
                    "failed": result.failed,
                    "observed": _plain(result.error or observed),
                    "allowed": _plain(allowed),
                }
            )
    severities = {result.code: result.severity for result in summary.results}
    for source, out in drifted(summary.measures).items():
        rows += [
            {
                "outcome": "⚠ drifted",
                "expectation": f"drift.{measure.metric}",
                "severity": severities.get(f"drift.{measure.family}", "warning"),
                "checked": measure.articles,
                "failed": 1,
                "observed": _plain(f"{source}: {measure.shown(measure.value)}"),
                "allowed": measure.band,
            }
            for measure in out
        ]
    return [*rows, *_could_not_be_read(summary)][:_MOST]


def _could_not_be_read(summary: LoadSummary) -> list[dict[str, str | int]]:
    codes = Counter((problem.stage, problem.code) for problem in summary.problems if problem.stage != "check")
    first = {(problem.stage, problem.code): problem for problem in reversed(summary.problems)}
    return [
        {
            "outcome": "⚠ held",
            "expectation": _plain(f"{stage}.{code}"),
            "severity": "",
            "checked": summary.files["found"],
            "failed": count,
            "observed": _plain(f"{first[stage, code].message}: {first[stage, code].path}"),
            "allowed": "",
        }
        for (stage, code), count in codes.most_common()
    ]


def _plain(text: str) -> str:
    """One line without control characters; the UI shows a table's cells as text."""
    return "".join(mark for mark in " ".join(text.split()) if mark.isprintable())[:_LONGEST]

"""What a load leaves in the Prefect UI: its report, a table of what failed, a report on each source that drifted."""

import json
from collections.abc import Iterator

from flows.delivery import Artifact
from flows.outcome import Outcome
from flows.quality import drifted, failures, report, source_key, source_report

REPORT_KEY = "quality-report"
FAILURES_KEY = "quality-failures"
# An artifact takes a moment; the report itself names every source.
_MOST_SOURCES = 10


def artifacts_of(outcome: Outcome) -> Iterator[Artifact]:
    """The artifacts of a load, under keys that stay the same so that the UI keeps their history."""
    summary = outcome.summary
    yield Artifact(REPORT_KEY, "markdown", report(summary), outcome.message)
    if failed := failures(summary):
        yield Artifact(FAILURES_KEY, "table", json.dumps(failed), outcome.message)
    for source in list(drifted(summary.measures))[:_MOST_SOURCES]:
        yield Artifact(source_key(source), "markdown", source_report(summary, source), outcome.message)

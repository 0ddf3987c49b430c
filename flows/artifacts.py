"""What a run leaves in the Prefect UI: its report, a table of what failed, and a report on each source that drifted."""

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.outcome import Outcome
from flows.quality import drifted, failures, report, source_key, source_report

REPORT_KEY = "quality-report"
FAILURES_KEY = "quality-failures"
# An artifact takes a second; the report itself names every source.
_MOST_SOURCES = 10


def leave_artifacts(outcome: Outcome) -> None:
    """Leave a load's artifacts, under keys that stay the same so that the UI keeps their history."""
    summary = outcome.summary
    create_markdown_artifact(report(summary), key=REPORT_KEY, description=outcome.message)
    if failed := failures(summary):
        create_table_artifact(failed, key=FAILURES_KEY, description=outcome.message)
    for source in list(drifted(summary.measures))[:_MOST_SOURCES]:
        create_markdown_artifact(source_report(summary, source), key=source_key(source), description=outcome.message)

"""The quality report of a load."""

from flows.quality.escape import escape
from flows.quality.report import checks, drift, rows
from flows.quality.report.arrivals import came_in, could_not_be_read
from flows.quality.report.markdown import query
from flows.quality.report.summary import LoadSummary
from flows.quality.report.verdict import headline, reasons


def report(summary: LoadSummary) -> str:
    """Write the report: the verdict in its first line, all text from articles escaped, less than 500 kB.

    Each part has a number of bytes of its own, so that nothing that fails, however often, crowds out the rest.
    """
    loaded, held = summary.passed.get("articles", 0), sum(summary.held.values())
    parts = [
        [headline(summary.verdict, f"{loaded:,} articles passed, {held:,} rows held")],
        reasons(summary.verdict),
        came_in(summary),
        drift.trends(summary),
        drift.drifts(summary.measures),
        could_not_be_read(summary.problems),
        checks.expectations(summary.results),
        rows.failing_rows(summary.results),
        _to_see_all(summary),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _to_see_all(summary: LoadSummary) -> list[str]:
    load = {"load_id": summary.load_id}
    if summary.verdict.status != "gate closed":
        return ["### All that was held", "", *query("report/held_rows", **load)]
    # a load that is rolled back leaves no rows in the quarantine, only what its checks found
    private = escape(summary.warehouse).removesuffix("duckdb") + "private.duckdb"
    where = f"In {private} until a load is published; no row of this one was kept."
    return ["### All that failed", "", where, "", *query("report/failed_checks", **load)]

"""How the load's figures went in the last runs, and what drifted."""

from collections import Counter
from collections.abc import Sequence

from flows.quality.drift import ALL, Measure, drifted
from flows.quality.escape import escape
from flows.quality.report.charts import bars, line
from flows.quality.report.markdown import table, within
from flows.quality.report.summary import LoadSummary

# The metrics of the whole load that a person looks at first; the others are in the view metric_trend.
SHOWN = (
    "quarantine_rate",
    "share_without_title",
    "share_without_date",
    "median_words",
    "quotes_per_article",
    "share_unknown_speakers",
    "entities_per_article.PERSON",
    "entities_per_article.ORG",
    "entities_per_article.PLACE",
)
_DRIFT_BYTES = 40_000


def trends(summary: LoadSummary) -> list[str]:
    """A row with a chart for each figure of the whole load, over the last 20 runs."""
    chart_rows = charts(summary, ALL, SHOWN)
    return ["### The last runs", "", *table(_COLUMNS, chart_rows)] if chart_rows else []


def charts(summary: LoadSummary, source: str, metrics: Sequence[str]) -> list[list[str]]:
    """The cells of the rows of such a table, for one source."""
    points = summary.points(source)
    now = {measure.metric: measure for measure in summary.measures if measure.source == source}
    chart_rows = []
    if runs := points.get("articles"):
        latest = f"{now['articles'].value:,.0f}" if "articles" in now else ""
        chart_rows.append(["articles", bars(runs, "articles in the last runs"), latest, "", ""])
    for metric in metrics:
        measure, runs = now.get(metric), points.get(metric)
        if not runs:
            continue
        image = line(runs, f"{_plain(metric)} in the last runs")
        if measure is None:
            chart_rows.append([_plain(metric), image, "", "", ""])
        else:
            band = measure.band if measure.low is not None else ""
            chart_rows.append([_plain(metric), image, measure.shown(measure.value), band, measure.verdict])
    return chart_rows


_COLUMNS = ["figure", "last runs, the newest at the right", "this run", "usual band", ""]


def drifts(measures: Sequence[Measure]) -> list[str]:
    """What left its band, source by source, and how much could not be compared."""
    if not measures:
        return []
    verdicts = Counter(measure.verdict for measure in measures)
    told = ", ".join(f"{verdicts[name]:,} {name}" for name in ("steady", "drifted", "too few runs", "too few articles"))
    rows = [
        [
            escape(source, 80),
            escape(measure.metric, 60),
            measure.shown(measure.value),
            measure.shown(measure.median),
            measure.band,
            f"{measure.articles:,}",
            f"{measure.runs:,}",
        ]
        for source, out in drifted(measures).items()
        for measure in out
    ]
    columns = ["source", "figure", "this run", "usual", "band", "articles", "runs compared"]
    lines = within(_DRIFT_BYTES, table(columns, rows), "more figures") if rows else []
    return ["### Drift", "", f"Figures against each source's last runs: {told}.", "", *lines]


def _plain(metric: str) -> str:
    """A metric's name without what means something to Markdown; those of languages come from articles."""
    return "".join(mark if mark.isalnum() or mark in ". " else " " for mark in metric)

"""The report on one source that drifted, under a key of its own, so that the UI keeps its history."""

import re
import unicodedata

from flows.model import content_id
from flows.quality.drift import ALL, drifted
from flows.quality.escape import escape
from flows.quality.report.drift import SHOWN, charts
from flows.quality.report.markdown import query, table
from flows.quality.report.summary import LoadSummary

_NOT_OF_KEYS = re.compile(r"[^a-z0-9]+")
_LONGEST = 60
_MOST = 40


def source_key(source: str) -> str:
    """The artifact key of a source, the same in every run: `drift-reuters`, small letters, digits and hyphens alone.

    Where that loses more than case and spaces, six digits of a hash tell names apart that would share a key.
    """
    if source == ALL:
        return "drift-all-sources"
    plain = unicodedata.normalize("NFKD", source).encode("ascii", "ignore").decode().lower()
    slug = _NOT_OF_KEYS.sub("-", plain).strip("-")[:_LONGEST].strip("-")
    told = slug == "-".join(source.lower().split(" "))
    return "drift-" + "-".join([*([slug] if slug else []), *([] if told else [content_id("source", source)[:6]])])


def source_report(summary: LoadSummary, source: str) -> str:
    """Write the report on one source: what drifted in its first line, the figures, and its last 20 runs as charts."""
    out = drifted(summary.measures).get(source, [])
    name = "All sources" if source == ALL else escape(source, 80)
    names = ", ".join(escape(measure.metric, 60) for measure in out[:_MOST])
    rules = {result.code: result.why for result in summary.results}
    lines = [
        f"## ⚠ {name} drifted: {names}",
        "",
        f"Load {escape(summary.load_id)}, started {summary.started_at:%Y-%m-%d %H:%M:%S} UTC.",
        "",
        *table(
            ["figure", "this run", "usual", "band", "articles", "runs compared"],
            [
                [
                    escape(measure.metric, 60),
                    measure.shown(measure.value),
                    measure.shown(measure.median),
                    measure.band,
                    f"{measure.articles:,}",
                    f"{measure.runs:,}",
                ]
                for measure in out[:_MOST]
            ],
        ),
        "",
        *(f"- {escape(rules.get(f'drift.{family}', family))}" for family in dict.fromkeys(each.family for each in out)),
        "",
        "### The last runs",
        "",
    ]
    metrics = dict.fromkeys([*(measure.metric for measure in out[:_MOST]), *SHOWN])
    columns = ["figure", "last runs, the newest at the right", "this run", "usual band", ""]
    lines += table(columns, charts(summary, source, tuple(metrics)))
    lines += ["", "### Its articles of this load", "", *query("report/articles_of_load", load_id=summary.load_id)]
    return "\n".join(lines) + "\n"

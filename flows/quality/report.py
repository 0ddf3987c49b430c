"""The quality report of a load, as Markdown for the Prefect UI."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from flows.model import Problem
from flows.quality.drift import Measure
from flows.quality.escape import escape
from flows.quality.results import CheckResult, Verdict
from flows.resources import sql

_HEADLINES = {
    "passed": "✔ Passed",
    "passed with warnings": "⚠ Passed with warnings",
    "gate closed": "✘ Gate closed: nothing was published",
}
_MOST_ROWS = 10
# Bytes a part may take; together they stay under 100 kB, whatever fails.
_WHY_BYTES, _TABLE_BYTES, _ROWS_BYTES, _FILES_BYTES = 12_000, 45_000, 25_000, 10_000


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """What the report tells of one load.

    `files` is keyed found, loaded, unchanged, duplicate, quarantined; `passed` and `held` count rows a table.
    `problems` are those of intake and parsing; what the checks found is in `results`, merged over the batches.
    """

    load_id: str
    started_at: datetime
    warehouse: str
    files: Mapping[str, int]
    passed: Mapping[str, int]
    held: Mapping[str, int]
    results: tuple[CheckResult, ...]
    verdict: Verdict
    problems: tuple[Problem, ...] = ()
    measures: tuple[Measure, ...] = ()


def report(summary: LoadSummary) -> str:
    """Write the report: at most 100 kB, the verdict in its first line, all text from articles escaped."""
    parts = [
        [f"## {_headline(summary)}"],
        _reasons(summary.verdict),
        _came_in(summary),
        _files_held(summary.problems),
        _expectations(summary.results),
        _failing_rows(summary.results),
        _all_rows(summary),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _headline(summary: LoadSummary) -> str:
    loaded, held = summary.passed.get("articles", 0), sum(summary.held.values())
    return f"{_HEADLINES[summary.verdict.status]} · {loaded:,} articles passed, {held:,} rows held"


def _reasons(judged: Verdict) -> list[str]:
    lines = [f"- **closes the gate**: {escape(sentence, 700)}" for sentence in judged.closed_by]
    return _within(_WHY_BYTES, lines + [f"- {escape(sentence, 700)}" for sentence in judged.warnings], "more reasons")


def _came_in(summary: LoadSummary) -> list[str]:
    tables = dict.fromkeys([*summary.passed, *summary.held])
    return [
        f"Load {escape(summary.load_id)}, started {summary.started_at:%Y-%m-%d %H:%M:%S} UTC,"
        f" warehouse {escape(summary.warehouse)}",
        "",
        "### What came in",
        "",
        *_table(list(summary.files), [[f"{count:,}" for count in summary.files.values()]]),
        "",
        *_table(
            ["table", "rows passed", "rows held"],
            [[table, f"{summary.passed.get(table, 0):,}", f"{summary.held.get(table, 0):,}"] for table in tables],
        ),
    ]


def _files_held(problems: Sequence[Problem]) -> list[str]:
    by_code: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        if problem.stage != "check":
            by_code.setdefault((problem.stage, problem.code), []).append(problem)
    if not by_code:
        return []
    lines = [
        f"- **{escape(code)}** ({stage}), {len(found):,} ×: {escape(found[0].message)};"
        f" for example {escape(found[0].path)}"
        for (stage, code), found in by_code.items()
    ]
    return ["### What could not be read", "", *_within(_FILES_BYTES, lines, "more codes")]


def _expectations(results: Sequence[CheckResult]) -> list[str]:
    if not results:
        return []
    rows = [
        [
            _outcome(result),
            f"`{result.code}`",  # a code is a few plain letters, dots and underscores
            result.severity,
            f"{result.checked:,}",
            f"{result.failed:,}",
            *_observed_and_allowed(result),
            escape(result.why),
        ]
        for result in sorted(results, key=_urgency)
    ]
    columns = ["outcome", "expectation", "severity", "checked", "failed", "observed", "allowed", "why"]
    return ["### Expectations", "", *_within(_TABLE_BYTES, _table(columns, rows), "more expectations")]


def _observed_and_allowed(result: CheckResult) -> tuple[str, str]:
    if result.could_not_run:
        return "", ""
    if result.of_rows:
        return f"{result.share:.2%}", f"{1 - (result.mostly or 1):.2%}"
    return escape(result.observed or "", 60), escape(result.allowed or "", 60)


def _outcome(result: CheckResult) -> str:
    if result.could_not_run:
        return "✘ could not run"
    if result.closes_gate:
        return "✘ closes the gate"
    if result.holds_rows:
        return "⚠ rows held"
    if result.success:
        return "✔ passed"
    return "counted" if result.severity == "info" else "⚠ failed"


def _urgency(result: CheckResult) -> tuple[bool, bool, bool, int]:
    quiet = result.severity == "info" or not (result.holds_rows or not result.success)
    return not result.closes_gate, quiet, result.success, -result.failed


def _failing_rows(results: Sequence[CheckResult]) -> list[str]:
    """Up to ten rows, the first of each expectation before the second of any."""
    failed = [result for result in sorted(results, key=_urgency) if result.examples]
    rounds = zip_longest(*([(result, example) for example in result.examples] for result in failed))
    chosen = [pair for one_round in rounds for pair in one_round if pair][:_MOST_ROWS]
    if not chosen:
        return []
    # a list, because the UI does not wrap the text of table cells
    rows = [
        f"- `{result.code}` in article {escape(example.article_id, 40)}: {escape(example.value)};"
        f" text: {escape(example.text)}"
        for result, example in chosen
    ]
    return ["### Rows that failed", "", *_within(_ROWS_BYTES, rows, "more rows")]


def _all_rows(summary: LoadSummary) -> list[str]:
    closed = summary.verdict.status == "gate closed"
    # a load that is rolled back leaves no rows in the quarantine, only what its checks found
    title, query = ("All that failed", "failed_checks") if closed else ("All that was held", "held_rows")
    load_id = "".join(mark for mark in summary.load_id if mark.isalnum() or mark in "-_")
    return [f"### {title}", "", "```sql", sql(f"report/{query}").replace("$load_id", f"'{load_id}'").strip(), "```"]


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [_row(columns), _row(["---"] * len(columns)), *map(_row, rows)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _within(most: int, lines: list[str], what: str) -> list[str]:
    """As many lines as fit the bytes, and how many were left out."""
    kept: list[str] = []
    for line in lines:
        most -= len(line.encode()) + 1
        if most < 0:
            return [*kept, "", f"… and {len(lines) - len(kept):,} {what}"]
        kept.append(line)
    return kept

"""What came in, and where each file, record and row went."""

from collections.abc import Sequence

from flows.model import Problem
from flows.quality.escape import escape
from flows.quality.report.markdown import table, within
from flows.quality.report.summary import LoadSummary

_FILES_BYTES = 30_000
_MOST_FILES = 10


def came_in(summary: LoadSummary) -> list[str]:
    """The load, its files by what became of them, and its rows."""
    tables = dict.fromkeys([*summary.passed, *summary.held])
    return [
        f"Load {escape(summary.load_id)}, started {summary.started_at:%Y-%m-%d %H:%M:%S} UTC,"
        f" warehouse {escape(summary.warehouse)}",
        "",
        "### What came in",
        "",
        *table(["files " + name for name in summary.files], [[f"{count:,}" for count in summary.files.values()]]),
        "",
        *(_records(summary) if any(summary.passed.values()) or any(summary.held.values()) else []),
        *table(
            ["table", "rows passed", "rows held"],
            [[name, f"{summary.passed.get(name, 0):,}", f"{summary.held.get(name, 0):,}"] for name in tables],
        ),
    ]


def _records(summary: LoadSummary) -> list[str]:
    loaded, held = summary.passed.get("articles", 0), summary.held.get("articles", 0)
    failed = sum(1 for problem in summary.problems if problem.record_no is not None)
    whole = loaded + held + failed
    return [
        f"{whole:,} records: {loaded:,} became articles, {held:,} were held by a check, {failed:,} could not be read.",
        "",
    ]


def could_not_be_read(problems: Sequence[Problem]) -> list[str]:
    """The files and records that intake or the parser held, by code, with examples."""
    by_code: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        if problem.stage != "check":
            by_code.setdefault((problem.stage, problem.code), []).append(problem)
    if not by_code:
        return []
    lines = []
    for (stage, code), found in sorted(by_code.items(), key=lambda entry: -len(entry[1])):
        lines.append(f"- **{escape(code)}** ({stage}), {len(found):,} ×: {escape(found[0].message)}")
        lines += [f"    - {_place(problem)}" for problem in found[:_MOST_FILES]]
    return ["### What could not be read", "", *within(_FILES_BYTES, lines, "more lines")]


def _place(problem: Problem) -> str:
    record = "" if problem.record_no is None else f", record {problem.record_no}"
    return f"{escape(problem.path)}{record}"

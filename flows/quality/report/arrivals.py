"""What came in, and where each file, record and row went."""

from collections.abc import Mapping, Sequence

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
        *_fates(summary.files, summary.records),
        "",
        *table(
            ["table", "rows passed", "rows held"],
            [[name, f"{summary.passed.get(name, 0):,}", f"{summary.held.get(name, 0):,}"] for name in tables],
        ),
    ]


def _fates(files: Mapping[str, int], records: Mapping[str, int]) -> list[str]:
    """Files and records by what became of them: each row adds up to what was found."""
    read = {"found": sum(records.values()), **records, "quarantined": records.get("held", 0)} if records else {}
    rows = [["files", *(f"{count:,}" for count in files.values())]]
    if read:
        rows.append(["records", *(f"{read.get(fate, 0):,}" for fate in files)])
    return table(["", *files], rows)


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

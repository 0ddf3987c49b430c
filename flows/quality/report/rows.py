"""Rows that failed: ten of each expectation, with their text in its context."""

from collections.abc import Sequence
from itertools import zip_longest

from flows.quality.escape import escape
from flows.quality.report.checks import urgency
from flows.quality.results import CheckResult, Example

_BYTES = 200_000


def failing_rows(results: Sequence[CheckResult]) -> list[str]:
    """The first row of each expectation goes in before the second of any, until the bytes are used up."""
    failed = [result for result in sorted(results, key=urgency) if result.examples]
    if not failed:
        return []
    left = _BYTES - sum(len(_title(result).encode()) + 2 for result in failed)
    shown: dict[str, list[str]] = {}
    for one_round in zip_longest(*([(result, example) for example in result.examples] for result in failed)):
        for pair in one_round:
            if pair and left > 0:
                text = _row(pair[1])
                left -= len(text.encode()) + 1
                shown.setdefault(pair[0].code, []).append(text)
    lines = ["### Rows that failed", ""]
    for result in failed:
        if rows := shown.get(result.code):
            lines += [_title(result), "", *rows, ""]
    if missing := sum(result.code not in shown for result in failed):
        lines += [f"… and rows of {missing:,} more expectations"]
    return lines


def _title(result: CheckResult) -> str:
    return f"**{escape(result.code, 80)}**: {result.failed:,} of {result.checked:,}, {escape(result.why, 200)}"


def _row(example: Example) -> str:
    # lists, because the UI does not wrap the text of table cells
    context = f"; in context: {escape(example.context)}" if example.context else f"; text: {escape(example.text)}"
    return f"- {escape(example.value)}{context} (article {escape(example.article_id, 40)})"

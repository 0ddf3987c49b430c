"""The first lines of every report: the verdict, and the sentences that say why."""

from flows.quality.escape import escape
from flows.quality.report.markdown import within
from flows.quality.results import Verdict

_MARKS = {"passed": "✔", "passed with warnings": "⚠", "gate closed": "✘"}
_BYTES = 12_000


def headline(judged: Verdict, figures: str, closed: str = "gate closed by") -> str:
    """The first line: what the run's state is called, what closed the gate, and the figures in brief."""
    closed_by = f": {closed} {escape(judged.closers, 200)}" if judged.closers else ""
    return f"## {_MARKS[judged.status]} {judged.state_name}{closed_by} · {figures}"


def reasons(judged: Verdict) -> list[str]:
    """A line for each thing that closed the gate, then for each warning."""
    lines = [f"- **critical**: {escape(sentence, 700)}" for sentence in judged.closed_by]
    return within(_BYTES, lines + [f"- {escape(sentence, 700)}" for sentence in judged.warnings], "more reasons")

"""The end of a load on the terminal."""

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from flows.outcome import Outcome

_HEADLINES = {
    "published": ("✔ Published", "bold green"),
    "unchanged": ("✔ Nothing new: every file is in the warehouse as it is", "bold green"),
    "gate_closed": ("✘ Gate closed: nothing was published", "bold red"),
}
_VERDICT_STYLE = {"passed": "green", "passed with warnings": "yellow", "gate closed": "red"}


def show(outcome: Outcome) -> None:
    """Print what a person wants to know: files, rows, verdict, and where the warehouse and the report are."""
    summary = outcome.summary
    parts: list[Text | Table] = [Text(*_HEADLINES[outcome.status]), Text(), _files(outcome)]
    if outcome.status == "published":
        parts += [Text(), _rows(outcome)]
    if outcome.status != "unchanged":
        parts += [Text(), *_verdict(outcome)]
    parts += [
        Text(),
        Text(f"warehouse  {summary.warehouse}"),
        Text("report     quality-report, under Artifacts in the Prefect UI (prefect server start)"),
    ]
    if outcome.status == "published":
        *steps, (_, in_all) = outcome.seconds.items()
        spent = ", ".join(f"{name} {seconds:,.1f}" for name, seconds in steps)
        parts.append(Text(f"time       {in_all:,.1f} s; work in all processes: {spent}"))
    parts += [Text(f"mended     {sentence}", style="yellow") for sentence in outcome.mended]
    if outcome.replayed:
        parts.append(Text(f"replayed   {outcome.replayed.message}"))
    if sum(summary.held.values()) or summary.problems:
        parts.append(Text(f"held back  select * from quarantine where load_id = '{summary.load_id}'"))
    Console(highlight=False).print(Padding(Group(*parts), (1, 0, 1, 2)))


def _files(outcome: Outcome) -> Table:
    files = outcome.summary.files
    table = _grid("files", *files)
    table.add_row("", *(f"{count:,}" for count in files.values()))
    if outcome.left:
        table.caption = f"{outcome.left:,} more are still being written, or gone, and are left for the next load"
    return table


def _rows(outcome: Outcome) -> Table:
    summary = outcome.summary
    table = _grid("rows", *summary.passed)
    table.add_row("loaded", *(f"{count:,}" for count in summary.passed.values()))
    if sum(summary.held.values()):
        table.add_row("held", *(f"{count:,}" for count in summary.held.values()))
    return table


def _grid(*headings: str) -> Table:
    table = Table(box=None, padding=(0, 3, 0, 0), header_style="dim", caption_justify="left")
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="right" if number else "left")
    return table


def _verdict(outcome: Outcome) -> list[Text]:
    summary = outcome.summary
    judged = summary.verdict
    lines = [
        Text.assemble(
            "checks     ", (judged.status, _VERDICT_STYLE[judged.status]), f", {len(summary.results)} of them"
        )
    ]
    lines += [Text(f"           closed by {why}", style="red") for why in judged.closed_by]
    return lines + [Text(f"           {why}", style="yellow") for why in judged.warnings]

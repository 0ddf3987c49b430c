"""What a rebuild would change, or changed: for the command line, the run's state and its artifact."""

from dataclasses import dataclass
from typing import Literal

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from flows.quality import CheckResult
from flows.quality.escape import escape
from flows.tables import TABLES
from flows.warehouse.changes import Changes

_CHANGES = ("gained", "lost", "altered", "same")
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The end of a rebuild: `planned` (nothing was written), `applied`, or `gate_closed` (a check forbids it).

    `articles` were parsed again, `without_text` could not be, `held` rows failed a check and keep what stood for them;
    `written` articles were put in the place of the old ones.
    """

    status: Literal["planned", "applied", "gate_closed"]
    warehouse: str
    stale: bool
    articles: int
    without_text: int
    held: int
    changes: Changes
    failed: tuple[CheckResult, ...] = ()
    written: int = 0
    load_id: str | None = None

    @property
    def is_applicable(self) -> bool:
        """Whether there is something to write, and no check forbids it."""
        return self.status == "planned" and self.articles > 0

    @property
    def state_name(self) -> str:
        """The name of the run's state."""
        return "Failed" if self.status == "gate_closed" else self.status.capitalize()

    @property
    def message(self) -> str:
        """One sentence for the run's state."""
        told = ", ".join(f"{self._rows(change):,} rows {change}" for change in _CHANGES[:3])
        if self.status == "gate_closed":
            return f"Gate closed, nothing was written: {'; '.join(one.code for one in self.failed)}."
        if self.status == "applied":
            return f"Rebuilt {self.written:,} articles: {told}."
        if not self.articles:
            return "Nothing to rebuild: every article was made by this parser." if self.stale else "Nothing to rebuild."
        return f"{self.articles:,} articles would be rebuilt: {told}. Nothing was written."

    def counts(self) -> list[tuple[str, list[int]]]:
        """Each table with its rows gained, lost, altered and the same."""
        return [(table.name, [self.changes.counts[table.name, change] for change in _CHANGES]) for table in TABLES]

    def _rows(self, change: str) -> int:
        return sum(count for (_, name), count in self.changes.counts.items() if name == change)


def as_markdown(rebuilt: Rebuilt) -> str:
    """The plan as an artifact."""
    lines = ["# Rebuild", "", rebuilt.message, "", f"| table | {' | '.join(_CHANGES)} |", "|---|---|---|---|---|"]
    lines += [f"| {name} | {' | '.join(f'{count:,}' for count in counts)} |" for name, counts in rebuilt.counts()]
    if rebuilt.without_text:
        lines += ["", f"{rebuilt.without_text:,} articles have no text kept: load their files once more."]
    if rebuilt.held:
        lines += [
            "",
            f"{rebuilt.held:,} rows fail a check: they would go to quarantine, held articles stay as they are.",
        ]
    if rebuilt.changes.sample:
        lines += ["", "## A sample", "", "| table | change | article | before | after |", "|---|---|---|---|---|"]
        for one in rebuilt.changes.sample:
            said = (escape(text or "") for text in (one.before, one.after))
            lines.append(f"| {one.table} | {one.change} | {one.article_id} | {' | '.join(said)} |")
    return "\n".join(lines)


def show(rebuilt: Rebuilt) -> None:
    """Print the plan, or what was done."""
    table = Table(box=None, padding=(0, 3, 0, 0), header_style="dim")
    for number, heading in enumerate(("rows", *_CHANGES)):
        table.add_column(heading, justify="right" if number else "left")
    for name, counts in rebuilt.counts():
        table.add_row(name, *(f"{count:,}" for count in counts))
    style = "bold red" if rebuilt.status == "gate_closed" else "bold green"
    parts: list[Text | Table] = [Text(rebuilt.message, style=style), Text(), table, Text()]
    for one in rebuilt.changes.sample[:_SHOWN]:
        parts.append(Text(f"{one.change:8} {one.table} of {one.article_id}", style="bold"))
        parts += [Text(f"  {sign} {said}") for sign, said in (("-", one.before), ("+", one.after)) if said]
    if rebuilt.without_text:
        parts.append(Text(f"{rebuilt.without_text:,} articles have no text kept: load their files once more"))
    if rebuilt.held:
        parts.append(Text(f"{rebuilt.held:,} rows fail a check and go to quarantine; held articles stay as they are"))
    if rebuilt.is_applicable:
        parts.append(Text("Apply it: copydesk rebuild --apply" + (" --stale" if rebuilt.stale else "")))
    Console(highlight=False).print(Padding(Group(*parts), (1, 0, 1, 2)))

"""What a load came to, for the command line and for the run's state."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from flows.quality import LoadSummary

Status = Literal["published", "unchanged", "gate_closed"]


@dataclass(frozen=True, slots=True)
class Replayed:
    """Rows of the quarantine that were tried again, those of them that are over, and those that are gone for good."""

    tried: int
    closed: int
    gone: int

    @property
    def message(self) -> str:
        """One sentence for people."""
        told = f"{self.tried:,} rows of the quarantine tried again, {self.closed:,} of them closed."
        gone = f" {self.gone:,} cannot be tried: their files are gone, and nothing was kept of them."
        return told + (gone if self.gone else "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of a load: `published`, `unchanged` (nothing was new) or `gate_closed` (nothing was published).

    `left` counts files that were still being written; `seconds` are those of each step and `in all`: wall-clock
    seconds, but for parse and check the CPU seconds of all their processes, which run beside each other.
    `mended` are sentences on what of the warehouse was found damaged and was moved aside.
    """

    status: Status
    summary: LoadSummary
    left: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)
    replayed: Replayed | None = None
    mended: tuple[str, ...] = ()

    @property
    def state_name(self) -> str:
        """The name of the run's state: Completed, Completed with warnings, or Failed."""
        return self.summary.verdict.state_name

    @property
    def message(self) -> str:
        """One sentence for the run's state."""
        files = self.summary.files
        if self.status == "gate_closed":
            return "Gate closed by " + " ".join(self.summary.verdict.closed_by) + " Nothing was published."
        if self.replayed:
            return self.replayed.message
        if self.status == "unchanged":
            return f"Nothing was new: {files['unchanged']:,} files unchanged."
        parts = [
            f"{files[fate]:,} {fate}" for fate in ("loaded", "unchanged", "duplicate", "quarantined") if files[fate]
        ]
        return f"Published. {files['found']:,} files found: {', '.join(parts)}. Checks {self.summary.verdict.status}."

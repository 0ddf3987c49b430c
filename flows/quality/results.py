"""What the checks found: a result for each expectation, the rows held, and the verdict on a load."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from flows.model import Problem
from flows.tables import Frames

Severity = Literal["critical", "warning", "info"]
MOST_EXAMPLES = 10


@dataclass(frozen=True, slots=True)
class Example:
    """A row that failed: its key, its text and the value that failed, all cut to what a person reads.

    `span` names field, start and end of its text; `context` is the text around it.
    """

    key: str
    article_id: str
    text: str
    value: str
    span: tuple[str, int, int] | None = None
    context: str = ""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one expectation found, in one batch or, merged, in a whole load.

    An expectation `of_rows` counts the values it looked at; one of a whole table counts the batches.
    """

    table: str
    code: str
    expectation: str
    column: str
    severity: Severity
    why: str
    of_rows: bool
    checked: int
    failed: int
    mostly: float | None = None
    error: str | None = None
    observed: str | None = None
    allowed: str | None = None
    examples: tuple[Example, ...] = ()

    @property
    def could_not_run(self) -> bool:
        """Whether the check itself broke down: nothing is known of the data then."""
        return self.error is not None

    @property
    def share(self) -> float:
        """The share of values that failed, 0 to 1."""
        return self.failed / self.checked if self.checked else 0.0

    @property
    def success(self) -> bool:
        """Whether the data is as expected, within `mostly` where the suite gives one."""
        if self.could_not_run:
            return False
        return self.failed == 0 or (self.mostly is not None and 1 - self.share >= self.mostly)

    @property
    def holds_rows(self) -> bool:
        """Whether rows went to the quarantine because of it: critical ones do, a warning lets its rows pass."""
        return self.of_rows and self.failed > 0 and self.severity == "critical"

    @property
    def closes_gate(self) -> bool:
        """Whether nothing may be published: a broken check, or a critical failure of more than single rows.

        Single rows are held and the rest is sound, so they close the gate only beyond a tolerance that the suite gives.
        """
        beyond_rows = not self.of_rows or self.mostly is not None
        return self.could_not_run or (self.severity == "critical" and beyond_rows and not self.success)

    @property
    def sentence(self) -> str:
        """What happened, and why it matters."""
        name = f"{self.code} ({self.severity})"
        if self.could_not_run:
            return f"{name} could not be checked ({self.error}): {self.why}"
        if self.of_rows:
            return f"{name} fails for {self.failed:,} of {self.checked:,} rows: {self.why}"
        return f"{name} fails, observed {self.observed}, allowed {self.allowed}: {self.why}"


@dataclass(frozen=True, slots=True)
class Checked:
    """A batch after its checks: the rows that pass, a Problem for each row held, and what each expectation found."""

    frames: Frames
    held: tuple[Problem, ...]
    results: tuple[CheckResult, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a load may be published, in a few words, and the sentences that say why."""

    status: Literal["passed", "passed with warnings", "gate closed"]
    closed_by: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()  # the codes of what closed it

    @property
    def state_name(self) -> str:
        """What the run's state is called."""
        return {"passed": "Completed", "passed with warnings": "Completed with warnings"}.get(self.status, "Failed")

    @property
    def closers(self) -> str:
        """The codes of what closed it, the first three by name; empty where the gate is open."""
        more = f" and {len(self.closing) - 3:,} more" if len(self.closing) > 3 else ""
        return ", ".join(self.closing[:3]) + more


def verdict(results: Iterable[CheckResult]) -> Verdict:
    """Judge the merged results of a load: closed by any that closes the gate, warned by failures and rows held."""
    closed_by, warnings, closing = [], [], []
    for result in results:
        if result.closes_gate:
            closed_by.append(result.sentence)
            closing.append(result.code)
        elif result.holds_rows or (result.severity != "info" and not result.success):
            warnings.append(result.sentence)
    status: Literal["passed", "passed with warnings", "gate closed"]
    status = "gate closed" if closed_by else "passed with warnings" if warnings else "passed"
    return Verdict(status, tuple(closed_by), tuple(warnings), tuple(closing))


def strictly(results: Iterable[CheckResult]) -> tuple[CheckResult, ...]:
    """The same results where no row may fail a critical expectation: nothing can be held any more."""
    return tuple(
        replace(result, mostly=1.0) if result.of_rows and result.severity == "critical" else result
        for result in results
    )


def merge(results: Iterable[CheckResult]) -> tuple[CheckResult, ...]:
    """Join the results of several batches into one for each expectation, in the order in which they first came."""
    merged: dict[str, CheckResult] = {}
    for result in results:
        merged[result.code] = _join(merged[result.code], result) if result.code in merged else result
    return tuple(merged.values())


def _join(one: CheckResult, other: CheckResult) -> CheckResult:
    # what a whole-table check observed is shown of the batch that failed
    observed = other.observed if one.success and not other.success else one.observed
    return replace(
        one,
        checked=one.checked + other.checked,
        failed=one.failed + other.failed,
        error=one.error or other.error,
        observed=observed,
        examples=(*one.examples, *other.examples)[:MOST_EXAMPLES],
    )

"""A batch of frames against the expectations of its tables: what passes, what is held, what each expectation found."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from flows.quality import engine
from flows.quality.context import in_context
from flows.quality.hold import hold
from flows.quality.results import Checked, CheckResult
from flows.quality.suites import BATCH
from flows.quality.views import views
from flows.tables import Frames


def check(frames: Frames, where: Path | None = None) -> Checked:
    """Check every row of a batch and hold those that fail, an article with everything that belongs to it.

    The suites are those of the folder `where`, by default copydesk's own.

    Raises SuiteError where a suite is wrong. Where an expectation cannot run nothing is held: the gate is closed then.
    """
    findings = {table: engine.run(table, view, where) for table, view in views(frames).items()}
    results = in_context((finding.result for found in findings.values() for finding in found), frames.articles)
    if any(result.could_not_run for result in results):
        return Checked(frames, (), results)
    passed, held = hold(frames, findings)
    return Checked(passed, held, results)


def check_load(figures: Mapping[str, float | None], where: Path | None = None) -> tuple[CheckResult, ...]:
    """Check the load as a whole by its figures (`flows.quality.figures`); null ones pass. Raises SuiteError."""
    # as numbers even where null: Great Expectations would take a column of nothing for text
    row = pl.DataFrame({name: [value] for name, value in figures.items()}, schema=dict.fromkeys(figures, pl.Float64))
    return tuple(finding.result for finding in engine.run(BATCH, row, where))


def warm_up(where: Path | None = None) -> None:
    """Import Great Expectations and build the suites, which takes seconds and is done once a process.

    Raises SuiteError where a suite is wrong.
    """
    engine.make_ready(where)

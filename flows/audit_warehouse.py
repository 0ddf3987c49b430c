"""The flow `audit-warehouse`: every row that is published, by the suites and by the checks across tables."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import uuid4

from prefect import flow, runtime, task
from prefect.cache_policies import NO_CACHE
from prefect.states import State

from flows.batches import result_rows
from flows.delivery import Artifact, deliver
from flows.parsing import PARSER_VERSION
from flows.progress import Progress, progress
from flows.progress_artifact import shown_in_the_ui
from flows.quality import AuditSummary, CheckResult, audit_report, check, merge, read_suites, strictly, verdict
from flows.settings import Settings
from flows.states import state_of, told_apart
from flows.warehouse import (
    CheckedWhole,
    Published,
    Run,
    WarehouseBusyError,
    is_current,
    open_published,
    open_warehouse,
    verify,
)
from flows.warehouse.checks import all_checks

AUDIT_KEY = "warehouse-audit"
# Articles that are checked together: some 100,000 rows, a few hundred megabytes.
_CHUNK = 5000
_LONGEST_SECONDS = 12 * 3600


@dataclass(frozen=True, slots=True)
class Audit:
    """The end of an audit."""

    summary: AuditSummary

    @property
    def message(self) -> str:
        """One sentence for the run's state."""
        summary = self.summary
        audited = f"{summary.counts['articles']:,} articles audited, {len(summary.results):,} checks"
        judged = summary.verdict
        if judged.closed_by:
            return f"The warehouse is not sound: {' '.join(judged.closed_by)} {audited}."
        return f"The warehouse is sound. {audited}, {judged.status}."


def _run_name() -> str:
    given = runtime.flow_run.parameters
    return f"audit {Path(given.get('warehouse') or Settings().warehouse).name}"


@flow(name="audit-warehouse", flow_run_name=_run_name, timeout_seconds=_LONGEST_SECONDS)
@told_apart
def audit_warehouse(warehouse: Path | None = None) -> State[Audit]:
    """Check every row of the published warehouse, while loads go on: the suites, and the checks across tables.

    Args:
        warehouse: The DuckDB file to audit; by default COPYDESK_WAREHOUSE.
    """
    settings = Settings.with_given(warehouse=warehouse)
    read_suites(settings.expectations)
    run = _new_run()
    with progress() as steps, shown_in_the_ui(steps.share_done):
        bring_up_to_date(settings.warehouse)
        with open_published(settings.warehouse) as published:
            counts = published.counts()
            results = (
                *check_rows(published, counts["articles"], settings, steps),
                *check_tables(published, settings.warehouse),
            )
        summary = AuditSummary(run.load_id, run.started_at, str(settings.warehouse), counts, results, verdict(results))
        summary = record(run, Audit(summary), settings.warehouse)
    audit = Audit(summary)
    state = state_of(audit, summary.verdict.state_name, audit.message, failed=bool(summary.verdict.closed_by))
    deliver([Artifact(AUDIT_KEY, "markdown", audit_report(summary), audit.message)], settings.warehouse, state)
    return state


def _is_busy(_: Any, __: Any, state: State[Any]) -> bool:
    return isinstance(state.result(raise_on_failure=False), WarehouseBusyError)


@task(cache_policy=NO_CACHE, retries=20, retry_delay_seconds=30, retry_condition_fn=_is_busy, retry_jitter_factor=0.5)
def bring_up_to_date(path: Path) -> None:
    """Publish the tables of this copydesk where an older one made the file; waits while a load is under way."""
    if path.exists() and not is_current(path):
        with open_warehouse(path) as house:
            house.publish()


@task(cache_policy=NO_CACHE)
def check_rows(published: Published, articles: int, settings: Settings, steps: Progress) -> tuple[CheckResult, ...]:
    """Run the suites of the tables on every row, chunk by chunk."""
    advance = steps.bar("Checking articles", articles)
    results: tuple[CheckResult, ...] = ()
    for frames in published.chunks(_CHUNK):
        results = merge([*results, *check(frames, settings.expectations).results])
        advance(frames.articles.height)
    return strictly(results)


@task(cache_policy=NO_CACHE)
def check_tables(published: Published, path: Path) -> tuple[CheckResult, ...]:
    """Make the checks across tables, each on the whole of them, and hold the published file against the private one."""
    return (*(_result(checked) for checked in published.checks()), _verified(path))


@task(cache_policy=NO_CACHE, retries=20, retry_delay_seconds=30, retry_condition_fn=_is_busy, retry_jitter_factor=0.5)
def record(run: Run, audit: Audit, path: Path) -> AuditSummary:
    """Write what was found to check_results and audits, and publish it; waits while a load is under way."""
    summary = audit.summary
    failed = sum(not result.success for result in summary.results)
    with open_warehouse(path) as house:
        with house.load(run) as load:
            load.add_check_results(result_rows(summary.results))
            load.record_audit(summary.counts, len(summary.results), failed, summary.verdict.status, audit.message)
        summary = replace(summary, audits=house.audits(), flapping=house.flapping())
        house.publish()
    return summary


def _verified(path: Path) -> CheckResult:
    """What `copydesk verify` finds beyond the checks of the published file, as one result."""
    verified = verify(path)
    published, made = path.resolve(), {check.name for check in all_checks()}
    found = [one for one in verified.findings if one.file != published or one.check not in made]
    told = "; ".join(f"{one.file.name}, {one.check}: {one.why} {' '.join(one.rows)}" for one in found)
    return CheckResult(
        table="warehouse",
        code="files_agree",
        expectation="files_agree",
        column="",
        severity="critical",
        why="What is published is what the next load begins from: the private file holds the same loads and rows.",
        of_rows=False,
        checked=1,
        failed=int(bool(found)),
        observed=(told or verified.note or "")[:2000] or None,
        allowed="no difference",
    )


def _result(checked: CheckedWhole) -> CheckResult:
    check, rows = checked.check, "; ".join(checked.rows)
    return CheckResult(
        table="warehouse",
        code=check.name,
        expectation=check.name,
        column="",
        severity="critical",
        why=check.why,
        of_rows=False,
        checked=1,
        failed=int(bool(checked.rows)),
        error=checked.error,
        observed=rows or None,
        allowed="no row",
    )


def _new_run() -> Run:
    started = datetime.now(UTC)
    return Run(
        f"audit-{started:%Y%m%dT%H%M%S}-{uuid4().hex[:6]}",
        started,
        PARSER_VERSION,
        version("copydesk"),
        runtime.flow_run.id,
    )

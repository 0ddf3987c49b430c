"""The flow `load-articles`: pick up → parse → check → load → publish → report."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

from prefect import flow, runtime, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.states import Completed, Failed, State
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.artifacts import leave_artifacts
from flows.batches import Batch, Count, batches, result_rows
from flows.intake import KnownFile, Survey, find, pick_up, survey
from flows.outcome import Outcome, Status
from flows.parsing import PARSER_VERSION
from flows.progress import Progress, progress
from flows.progress_artifact import shown_in_the_ui
from flows.quality import (
    ALL,
    CheckResult,
    DriftRules,
    LoadSummary,
    Measure,
    drift_results,
    drifted,
    measures_of,
    merge,
    points_of,
    read_drift_rules,
    read_suites,
    verdict,
)
from flows.settings import Settings
from flows.warehouse import CheckFailedError, Run, Tally, Warehouse, open_warehouse
from flows.workforce import Workforce, dismiss, hire


def _run_name() -> str:
    given = runtime.flow_run.parameters
    names = [Path(path).name or str(path) for path in given.get("paths") or [Settings().inbox]]
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return f"load {shown} into {Path(given.get('warehouse') or Settings().warehouse).name}"


# Two batches at a time: one is checked while the next is parsed.
_TWO_AT_A_TIME = cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=2))


@flow(name="load-articles", flow_run_name=_run_name, task_runner=_TWO_AT_A_TIME)
def load_articles(
    paths: list[Path] | None = None,
    warehouse: Path | None = None,
    batch_size: int | None = None,
    workers: int | None = None,
) -> State[Outcome]:
    """Load the news articles in files and folders into a DuckDB warehouse, and publish what passes its checks.

    Args:
        paths: Files and folders, searched recursively; by default COPYDESK_INBOX.
        warehouse: The DuckDB file to publish; by default COPYDESK_WAREHOUSE.
        batch_size: How many articles are parsed and checked together; by default COPYDESK_BATCH_SIZE.
        workers: How many parsing processes run; by default COPYDESK_WORKERS, one a core.
    """
    settings = Settings.with_given(warehouse=warehouse, batch_size=batch_size, workers=workers)
    read_suites(settings.expectations)  # a mistake in a suite stops the load here, before anything is read
    drift_rules = read_drift_rules(settings.expectations)
    with open_warehouse(settings.warehouse) as house, progress() as steps:
        with steps.timed("look"):
            found = look_for_files(paths or [settings.inbox], house, settings, steps)
        if found.nothing_new:
            outcome = _outcome("unchanged", _new_run(), Count(found), house)
        else:
            with _workforce(settings, found) as workforce, shown_in_the_ui(steps.share_done):
                outcome = load_new(Count(found), house, workforce, settings, drift_rules, steps)
        outcome = _with_trend(outcome, house)
        if outcome.status != "gate_closed" and house.needs_publish():
            with steps.timed("publish"):
                publish(house, steps)
    outcome = replace(outcome, seconds=steps.seconds())
    leave_artifacts(outcome)
    ended = Failed if outcome.status == "gate_closed" else Completed
    return ended(name=outcome.state_name, message=outcome.message, data=outcome)


@task(cache_policy=NO_CACHE)
def look_for_files(paths: list[Path], house: Warehouse, settings: Settings, steps: Progress) -> Survey:
    """Find the files and decide by the ledger which are new."""
    locations = find(paths)
    ledger = house.ledger().select("file_id", "sha256", "status").iter_rows()
    known = {file_id: KnownFile(sha256, status) for file_id, sha256, status in ledger}
    return survey(locations, known, settings.limits, steps.bar("Looking at files", len(locations)))


@task(cache_policy=NO_CACHE, task_run_name="parse-and-check-{batch.number}")
def parse_and_check(batch: Batch, workforce: Workforce, steps: Progress) -> None:
    """Parse one batch and check its rows."""
    batch.work(workforce, steps)


@task(cache_policy=NO_CACHE)
def publish(house: Warehouse, steps: Progress) -> None:
    """Let readers see what was loaded."""
    advance = steps.bar("Publishing", 1)
    house.publish()
    advance(1)


class _GateClosedError(Exception):
    """Rolls the load back."""


def load_new(
    count: Count, house: Warehouse, workforce: Workforce, settings: Settings, rules: DriftRules, steps: Progress
) -> Outcome:
    """Parse, check and load what is new, in one transaction; rolled back where a check closes the gate."""
    run = _new_run()
    with steps.timed("start"):
        workforce.wait_until_ready()
    try:
        with house.load(run) as load:
            load.add_quarantine(count.survey.problems)
            for batch in _worked_on(count.survey, workforce, run, settings, steps):
                with steps.timed("load"):
                    load.add(batch.passed)
                    load.add_quarantine([*batch.failed, *batch.held])
                count.add(batch)
            load.add_quarantine(count.held_copies())
            count.results.extend(workforce.check_load(count.figures(load.usual_articles())))
            with steps.timed("measure"):
                metrics = load.measure(rules.frame(), rules.compared_with)
            measures = measures_of(metrics)
            count.results.extend(drift_results(measures, rules))
            outcome = _outcome("published", run, count, house, measures)
            if outcome.summary.verdict.status == "gate closed":
                raise _GateClosedError
            with steps.timed("load"):
                load.add_files(count.ledger_rows())
                load.add_check_results(result_rows(outcome.summary.results))
                load.add_metrics(metrics)
                load.finish(_tally(outcome))
        return outcome
    except (_GateClosedError, CheckFailedError) as closed:
        if isinstance(closed, CheckFailedError):
            count.results.append(_failed_check(closed))
        outcome = _outcome("gate_closed", run, count, house, measures)
        house.record(run, "gate_closed", _tally(outcome), result_rows(outcome.summary.results), metrics)
        return outcome


def _worked_on(found: Survey, workforce: Workforce, run: Run, settings: Settings, steps: Progress) -> Iterator[Batch]:
    """Each batch in order, once it is parsed and checked; never more than two are in memory."""
    files = found.to_load
    advance = steps.bar("Parsing and checking", len(files))
    under_way: deque[tuple[Batch, PrefectFuture[None]]] = deque()

    def finished() -> Batch:
        batch, future = under_way.popleft()
        future.result()
        advance(len(batch.taken))
        return batch

    for batch in batches(pick_up(files, workforce.read), workforce, settings.batch_size):
        batch.read(steps)
        batch.parse(batch.documents, workforce, run)
        under_way.append((batch, parse_and_check.submit(batch, workforce, steps)))
        if len(under_way) == 2:
            yield finished()
    while under_way:
        yield finished()


@contextmanager
def _workforce(settings: Settings, found: Survey) -> Iterator[Workforce]:
    try:
        yield hire(settings, len(found.to_load))
    finally:
        dismiss()


def _new_run() -> Run:
    started = datetime.now(UTC)
    load_id = f"{started:%Y%m%dT%H%M%S}-{uuid4().hex[:6]}"
    return Run(load_id, started, PARSER_VERSION, version("copydesk"), runtime.flow_run.id)


def _failed_check(closed: CheckFailedError) -> CheckResult:
    rows = "; ".join(closed.rows)
    return CheckResult(
        "warehouse",
        closed.check,
        closed.check,
        "",
        "critical",
        closed.why,
        False,
        1,
        1,
        observed=rows,
        allowed="no row",
    )


def _outcome(status: Status, run: Run, count: Count, house: Warehouse, measures: tuple[Measure, ...] = ()) -> Outcome:
    results = merge(count.results)
    summary = LoadSummary(
        load_id=run.load_id,
        started_at=run.started_at,
        warehouse=str(house.path),
        files=count.fates(),
        passed=count.rows_passed(),
        held=count.rows_held(),
        results=results,
        verdict=verdict(results),
        measures=measures,
        problems=(*count.survey.problems, *count.failed),
    )
    return Outcome(status, summary, left=len(count.survey.left) + count.left_files)


def _with_trend(outcome: Outcome, house: Warehouse) -> Outcome:
    sources = dict.fromkeys([ALL, *drifted(outcome.summary.measures)])
    trend = points_of(house.trend(list(sources)))
    return replace(outcome, summary=replace(outcome.summary, trend=trend))


def _tally(outcome: Outcome) -> Tally:
    return Tally(**outcome.summary.files, verdict=outcome.summary.verdict.status, message=outcome.message)

"""What is new is parsed, checked and loaded, batch by batch, in one transaction."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any
from uuid import uuid4

from prefect import get_run_logger, runtime, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.states import Cancelled, State

from flows import story
from flows.batches import Batch, Count, batches, result_rows
from flows.intake import Again, Item, Keeper
from flows.outcome import Outcome, Replayed, Status
from flows.parsing import PARSER_VERSION
from flows.processes import ClosedError
from flows.progress import Progress
from flows.quality import CheckResult, DriftRules, LoadSummary, Measure, drift_results, measures_of, merge, verdict
from flows.settings import Settings
from flows.stopping import stop_if_told, stopping_between
from flows.warehouse import CheckFailedError, Load, Run, Tally, Warehouse
from flows.workforce import Workforce, dismiss, hire, is_hired


class _GateClosedError(Exception):
    """Rolls the load back."""


def load_new(
    count: Count,
    records: Iterable[Item],
    house: Warehouse,
    workforce: Workforce,
    settings: Settings,
    rules: DriftRules,
    steps: Progress,
    again: Again | None = None,
) -> Outcome:
    """Parse, check and load what is new, in one transaction; rolled back where a check closes the gate.

    `again` is what of it is not new, but was held and is tried again.
    """
    run = new_run()
    held = again.article_ids if again else frozenset()
    with steps.timed("start"):
        workforce.wait_until_ready()
    try:
        with house.load(run) as load:
            keeper = Keeper(count.survey.rows, settings.limits, house.kept_bytes())
            for problem in count.survey.problems:  # one at a time: each is read once more, to be kept
                load.add_quarantine([keeper.keep(problem)])
            for batch in _worked_on(records, load, len(count.survey.to_load), workforce, run, settings, steps, held):
                _add(batch, load, count, keeper, steps)
            load.add_files(count.ledger_rows())
            stop_if_told()
            while successors := load.successors():
                batch = Batch(0)
                batch.parse(successors, workforce, run)
                batch.work(workforce, steps)
                _add(batch, load, count, keeper, steps)
            count.settled = load.settle()
            stop_if_told()
            count.results.extend(workforce.check_load(count.figures(load.usual_articles())))
            with steps.timed("measure"):
                metrics = load.measure(rules.frame(), rules.compared_with)
            measures = measures_of(metrics)
            count.results.extend(drift_results(measures, rules))
            outcome = outcome_of("published", run, count, house, measures)
            if outcome.summary.verdict.status == "gate closed":
                raise _GateClosedError
            with steps.timed("load"):
                load.add_check_results(result_rows(outcome.summary.results))
                load.add_metrics(metrics)
                if again:
                    outcome = replace(outcome, replayed=Replayed(*load.mark_replayed(again.tried), len(again.gone)))
                load.finish(_tally(outcome), settings.references)
            stop_if_told()
        return outcome
    except (_GateClosedError, CheckFailedError) as closed:
        if isinstance(closed, CheckFailedError):
            count.results.append(_failed_check(closed))
        outcome = outcome_of("gate_closed", run, count, house, measures)
        house.record(run, "gate_closed", _tally(outcome), result_rows(outcome.summary.results), metrics)
        return outcome


def _add(batch: Batch, load: Load, count: Count, keeper: Keeper, steps: Progress) -> None:
    with steps.timed("load"):
        load.add(batch.passed)
        load.add_quarantine(batch.problems(keeper))
    count.add(batch)


def _worked_on(
    records: Iterable[Item],
    load: Load,
    files: int,
    workforce: Workforce,
    run: Run,
    settings: Settings,
    steps: Progress,
    held: Collection[str],
) -> Iterator[Batch]:
    """Each batch in order, once it is parsed and checked; never more than two are in memory.

    Articles of which rows were `held` are parsed again though they did not change.
    """
    advance = stopping_between(steps.bar("Parsing and checking", files))
    under_way: deque[tuple[Batch, PrefectFuture[Any]]] = deque()

    def finished() -> Batch:
        batch, future = under_way.popleft()
        future.result()
        advance(len(batch.taken))
        return batch

    for batch in batches(records, workforce, settings.batch_size):
        batch.read(steps)
        stop_if_told()
        with steps.timed("load"):
            new = load.screen(batch.documents, held)
        batch.parse(new, workforce, run)
        under_way.append((batch, parse_and_check.submit(batch, workforce, steps)))
        if len(under_way) == 2:
            yield finished()
    while under_way:
        yield finished()


@task(cache_policy=NO_CACHE, task_run_name="parse-and-check-{batch.number}")
def parse_and_check(batch: Batch, workforce: Workforce, steps: Progress) -> State[Any] | None:
    """Parse one batch and check its rows."""
    try:
        batch.work(workforce, steps)
    except ClosedError:
        return Cancelled(message="The load ended before this batch was done.")
    story.worked(get_run_logger(), batch)
    return None


@contextmanager
def employed(settings: Settings, files: int) -> Iterator[Workforce]:
    """The workforce for so many files, which goes home at the end of the `with` block."""
    hired_before = is_hired()  # then those who hired it dismiss it
    try:
        yield hire(settings, files)
    finally:
        if not hired_before:
            dismiss()


def new_run() -> Run:
    """A run that begins now."""
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


def outcome_of(status: Status, run: Run, count: Count, house: Warehouse, measures: tuple[Measure, ...] = ()) -> Outcome:
    """What the load came to, as far as it was counted."""
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
        records=count.settled.records,
    )
    return Outcome(status, summary, left=len(count.survey.left) + count.left_files)


def _tally(outcome: Outcome) -> Tally:
    return Tally(**outcome.summary.files, verdict=outcome.summary.verdict.status, message=outcome.message)

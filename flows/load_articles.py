"""The flow `load-articles`: pick up → parse → check → load → publish → report."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, cast
from uuid import uuid4

from prefect import flow, get_run_logger, runtime, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.states import Cancelled, State
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from pydantic import Field

from flows import story
from flows.alerts import tell
from flows.artifacts import leave_artifacts
from flows.batches import Batch, Count, batches, result_rows
from flows.intake import (
    Again,
    Item,
    Keeper,
    KnownFile,
    MissingPathError,
    Survey,
    find,
    folders_among,
    pick_up,
    survey,
)
from flows.outcome import Outcome, Replayed, Status
from flows.parsing import PARSER_VERSION
from flows.processes import ClosedError
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
from flows.states import state_of, told_apart
from flows.stopping import stop_if_told, stopping_between
from flows.turn import open_in_turn
from flows.warehouse import CheckFailedError, Load, Run, Tally, Warehouse
from flows.warehouse.identities import references
from flows.workforce import Workforce, dismiss, hire, is_hired

# A load that is still at it then hangs, and would keep all that follow from the warehouse.
LONGEST_SECONDS = 12 * 3600


def _run_name() -> str:
    given = runtime.flow_run.parameters
    names = [Path(path).name or str(path) for path in given.get("paths") or [Settings().inbox]]
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return f"load {shown} into {Path(given.get('warehouse') or Settings().warehouse).name}"


# Two batches at a time: one is checked while the next is parsed.
TWO_AT_A_TIME = cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=2))


@flow(name="load-articles", flow_run_name=_run_name, task_runner=TWO_AT_A_TIME, timeout_seconds=LONGEST_SECONDS)
@told_apart
def load_articles(
    paths: list[str] | None = None,
    warehouse: Path | None = None,
    batch_size: Annotated[int, Field(ge=1, le=100_000)] | None = None,
    workers: Annotated[int, Field(ge=1, le=256)] | None = None,
    rehash: bool = False,
) -> State[Outcome]:
    """Load the news articles in files and folders into a DuckDB warehouse, and publish what passes its checks.

    Args:
        paths: Files, folders (searched recursively), patterns, and addresses such as s3://…; by default COPYDESK_INBOX.
        warehouse: The DuckDB file to publish; by default COPYDESK_WAREHOUSE.
        batch_size: How many articles are parsed and checked together; by default COPYDESK_BATCH_SIZE.
        workers: How many parsing processes run; by default COPYDESK_WORKERS, one a core.
        rehash: Read each file to see whether it changed, also where its size and time are as they were.
    """
    settings = Settings.with_given(warehouse=warehouse, batch_size=batch_size, workers=workers)
    read_suites(settings.expectations)  # a mistake in a suite stops the load here, before anything is read
    drift_rules = read_drift_rules(settings.expectations)
    references(settings.references)  # likewise
    with open_in_turn(settings.warehouse) as house, progress() as steps, spool_folder() as spool:
        story.mended(get_run_logger(), house.set_aside)
        with steps.timed("look"):
            found = look_for_files(paths or [settings.inbox], house, settings, steps, spool, rehash)
        story.found(get_run_logger(), found)
        if found.nothing_new:
            outcome = outcome_of("unchanged", new_run(), Count(found), house)
        else:
            with employed(settings, len(found.to_load)) as workforce, shown_in_the_ui(steps.share_done):
                records = pick_up(found.to_load, workforce.read)
                outcome = load_new(Count(found), records, house, workforce, settings, drift_rules, steps)
        outcome = publish_if_passed(outcome, house, steps)
    return ended(outcome, steps)


def _outside_failed(_task: Any, _run: Any, state: State[Any]) -> bool:
    """Whether an address could not be asked, which may pass; that something is not there is no reason to ask again."""
    error = state.result(raise_on_failure=False)
    why = error.__cause__ if isinstance(error, MissingPathError) else None
    return why is not None and not isinstance(why, FileNotFoundError | ImportError | ValueError)


@task(
    cache_policy=NO_CACHE,
    retries=3,
    retry_delay_seconds=[2, 8, 30],
    retry_jitter_factor=0.5,
    retry_condition_fn=_outside_failed,
)
def look_for_files(
    paths: list[str], house: Warehouse, settings: Settings, steps: Progress, spool: str, rehash: bool
) -> Survey:
    """Find the files, fetch remote ones into the spool folder, and decide by the ledger which are new."""
    found = find(paths)
    house.note_missing([file.file_id for file in found], folders_among(paths), datetime.now(UTC))
    advance = stopping_between(steps.bar("Looking at files", len(found)))
    return survey(found, known_files(house), settings.limits, advance, settings.trust(rehash), spool)


def known_files(house: Warehouse) -> dict[str, KnownFile]:
    """What the ledger says of each file, by file_id."""
    columns = ("file_id", "sha256", "status", "bytes", "modified_at", "loaded_at")
    return {file_id: KnownFile(*known) for file_id, *known in house.ledger().select(columns).iter_rows()}


@contextmanager
def spool_folder() -> Iterator[str]:
    """A folder for what is fetched, which is gone when the load ends."""
    with TemporaryDirectory(prefix="copydesk-") as folder:
        yield folder


@task(cache_policy=NO_CACHE, task_run_name="parse-and-check-{batch.number}")
def parse_and_check(batch: Batch, workforce: Workforce, steps: Progress) -> State[Any] | None:
    """Parse one batch and check its rows."""
    try:
        batch.work(workforce, steps)
    except ClosedError:
        return Cancelled(message="The load ended before this batch was done.")
    story.worked(get_run_logger(), batch)
    return None


@task(cache_policy=NO_CACHE)
def publish(house: Warehouse, steps: Progress) -> None:
    """Let readers see what was loaded."""
    advance = steps.bar("Publishing", 1)
    house.publish()
    advance(1)


def publish_if_passed(outcome: Outcome, house: Warehouse, steps: Progress) -> Outcome:
    """Publish what the private file has beyond the published one → the outcome with the trend of its figures."""
    outcome = replace(_with_trend(outcome, house), mended=house.set_aside)
    if outcome.status != "gate_closed" and house.needs_publish():
        with steps.timed("publish"):
            publish(house, steps)
    return outcome


def ended(outcome: Outcome, steps: Progress) -> State[Outcome]:
    """Leave the report, and end the run in the state that fits the outcome."""
    outcome = replace(outcome, seconds=steps.seconds())
    story.ended(get_run_logger(), outcome)
    leave_artifacts(outcome)
    tell(outcome)
    return state_of(outcome, outcome.state_name, outcome.message, failed=outcome.status == "gate_closed")


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
    )
    return Outcome(status, summary, left=len(count.survey.left) + count.left_files)


def _with_trend(outcome: Outcome, house: Warehouse) -> Outcome:
    sources = dict.fromkeys([ALL, *drifted(outcome.summary.measures)])
    trend = points_of(house.trend(list(sources)))
    return replace(outcome, summary=replace(outcome.summary, trend=trend))


def _tally(outcome: Outcome) -> Tally:
    return Tally(**outcome.summary.files, verdict=outcome.summary.verdict.status, message=outcome.message)

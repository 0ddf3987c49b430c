"""The flow `load-articles`: pick up → parse → check → load → publish → report."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from prefect import flow, get_run_logger, runtime, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.states import State
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows import story
from flows.alerts import tell
from flows.artifacts import artifacts_of
from flows.batches import Count
from flows.delivery import deliver
from flows.intake import (
    KnownFile,
    OutsideError,
    Survey,
    find,
    folders_among,
    pick_up,
    survey,
)
from flows.loading import employed, load_new, new_run, outcome_of
from flows.outcome import Outcome
from flows.progress import Progress, progress
from flows.progress_artifact import shown_in_the_ui
from flows.quality import (
    ALL,
    drifted,
    points_of,
    read_drift_rules,
    read_suites,
)
from flows.settings import BatchSize, Settings, Workers
from flows.states import state_of, told_apart
from flows.stopping import stopping_between
from flows.turn import open_in_turn
from flows.warehouse import Warehouse
from flows.warehouse.identities import references

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
    batch_size: BatchSize | None = None,
    workers: Workers | None = None,
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


# Waits before an address is asked again, in seconds: a load is held up by what is outside for a minute at most.
_PATIENCE: list[float] = [2, 8, 30]


def _outside_failed(_task: Any, _run: Any, state: State[Any]) -> bool:
    """Whether an address did not answer; that something is not there is no reason to ask again."""
    return isinstance(state.result(raise_on_failure=False), OutsideError)


@task(
    cache_policy=NO_CACHE,
    retries=len(_PATIENCE),
    retry_delay_seconds=_PATIENCE,
    retry_jitter_factor=0.5,
    retry_condition_fn=_outside_failed,
)
def look_for_files(
    paths: list[str], house: Warehouse, settings: Settings, steps: Progress, spool: str, rehash: bool
) -> Survey:
    """Find the files, fetch remote ones into the spool folder, and decide by the ledger which are new.

    Raises OutsideError where an address does not answer, and is then tried again. In the last attempt single files
    that cannot be fetched are held as `unreachable`, and the rest goes on.
    """
    found = find(paths)
    house.note_missing([file.file_id for file in found], folders_among(paths), datetime.now(UTC))
    advance = stopping_between(steps.bar("Looking at files", len(found)))
    surveyed = survey(found, known_files(house), settings.limits, advance, settings.trust(rehash), spool)
    unreachable = [problem for problem in surveyed.problems if problem.code == "unreachable"]
    if unreachable and (runtime.task_run.run_count or 0) <= len(_PATIENCE):
        raise OutsideError(f"{len(unreachable)} files cannot be fetched, such as {unreachable[0].path}")
    return surveyed


def known_files(house: Warehouse) -> dict[str, KnownFile]:
    """What the ledger says of each file, by file_id."""
    columns = ("file_id", "sha256", "status", "bytes", "modified_at", "loaded_at")
    return {file_id: KnownFile(*known) for file_id, *known in house.ledger().select(columns).iter_rows()}


@contextmanager
def spool_folder() -> Iterator[str]:
    """A folder for what is fetched, which is gone when the load ends."""
    with TemporaryDirectory(prefix="copydesk-") as folder:
        yield folder


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
    state = state_of(outcome, outcome.state_name, outcome.message, failed=outcome.status == "gate_closed")
    deliver(list(artifacts_of(outcome)), Path(outcome.summary.warehouse), state)
    tell(outcome)
    return state


def _with_trend(outcome: Outcome, house: Warehouse) -> Outcome:
    sources = dict.fromkeys([ALL, *drifted(outcome.summary.measures)])
    trend = points_of(house.trend(list(sources)))
    return replace(outcome, summary=replace(outcome.summary, trend=trend))

"""The flow `rebuild`: texts that the warehouse keeps are parsed again, shown as a plan, and applied if that is asked.

The plan is made from the published file, beside which loads go on. To apply it takes a turn at the warehouse, as long
as a load of the finished rows takes; articles that were read anew meanwhile are left as they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
from prefect import flow, runtime, task
from prefect.cache_policies import NO_CACHE
from prefect.states import State

from flows.batches import Batch, result_rows
from flows.delivery import Artifact, deliver
from flows.load_articles import LONGEST_SECONDS, spool_folder
from flows.loading import employed, new_run
from flows.model import Document
from flows.parsing import PARSER_VERSION
from flows.progress import Progress, progress
from flows.quality import CheckResult, merge, read_suites, verdict
from flows.rebuilt import Rebuilt, as_markdown
from flows.settings import BatchSize, Settings, Workers
from flows.states import state_of, told_apart
from flows.stopping import stopping_between
from flows.tables import TABLES, Frames
from flows.turn import open_in_turn
from flows.warehouse import Run, Tally, Warehouse, WarehouseError, is_current, open_published
from flows.warehouse.changes import Changes
from flows.workforce import Workforce

PLAN_KEY = "rebuild-plan"


def _run_name() -> str:
    given = runtime.flow_run.parameters
    what = "rebuild" if given.get("apply") else "plan to rebuild"
    return f"{what} {Path(given.get('warehouse') or Settings().warehouse).name}"


@flow(name="rebuild", flow_run_name=_run_name, timeout_seconds=LONGEST_SECONDS)
@told_apart
def rebuild(
    stale: bool = False,
    apply: bool = False,
    warehouse: Path | None = None,
    batch_size: BatchSize | None = None,
    workers: Workers | None = None,
) -> State[Rebuilt]:
    """Parse the texts that the warehouse keeps again, show what would change, and with `apply` put it in their place.

    Args:
        stale: Only articles that another version of the parser made.
        apply: Write and publish what the plan shows; nothing is written without it.
        warehouse: The published DuckDB file; by default COPYDESK_WAREHOUSE.
        batch_size: How many articles are parsed and checked together; by default COPYDESK_BATCH_SIZE.
        workers: How many parsing processes run; by default COPYDESK_WORKERS, one a core.
    """
    settings = Settings.with_given(warehouse=warehouse, batch_size=batch_size, workers=workers)
    read_suites(settings.expectations)
    run = new_run()
    with progress() as steps, spool_folder() as folder:
        staged, rebuilt = plan(Path(folder), run, stale, settings, steps)
        shown = Artifact(PLAN_KEY, "markdown", as_markdown(rebuilt), rebuilt.message)
        deliver([shown], settings.warehouse)
        if apply and rebuilt.is_applicable:
            with open_in_turn(settings.warehouse) as house:
                rebuilt = apply_plan(staged, rebuilt, run, house, steps)
    state = state_of(rebuilt, rebuilt.state_name, rebuilt.message, failed=rebuilt.status == "gate_closed")
    deliver([], settings.warehouse, state)
    return state


@dataclass(frozen=True, slots=True)
class Staged:
    """The batches that were parsed again, their rows in files of this folder until they are applied."""

    folder: Path
    batches: tuple[Batch, ...]
    results: tuple[CheckResult, ...]

    def frames(self, batch: Batch) -> Frames:
        """The rows of one batch."""
        return Frames(**{table.name: pl.read_parquet(self._file(batch, table.name)) for table in TABLES})

    def _file(self, batch: Batch, table: str) -> Path:
        return self.folder / f"{batch.number}-{table}.parquet"

    def put(self, batch: Batch) -> None:
        """Keep the rows of a batch in files instead of in memory."""
        for table, frame in batch.passed.items():
            frame.write_parquet(self._file(batch, table.name))


@task(cache_policy=NO_CACHE)
def plan(folder: Path, run: Run, stale: bool, settings: Settings, steps: Progress) -> tuple[Staged, Rebuilt]:
    """Parse and check the texts again, and compare what comes of them with what is published."""
    changes, done = Changes(), []
    held = 0
    results: tuple[CheckResult, ...] = ()
    path = settings.warehouse.resolve()
    with open_published(path) as published:
        if not is_current(path):
            raise WarehouseError(f"{path} was published by an older copydesk: run `copydesk load` once, then rebuild")
        article_ids = published.to_rebuild(PARSER_VERSION if stale else None)
        advance = stopping_between(steps.bar("Parsing again", len(article_ids)))
        staged = Staged(folder, (), ())
        with employed(settings, len(article_ids)) as workforce:
            for number, ids in enumerate(_chunks(article_ids, settings.batch_size), 1):
                documents, before = published.texts(ids)
                batch = _parse(number, documents, workforce, run, steps)
                changes.add(before, _of_all(batch, before))
                results = merge([*results, *batch.results])
                held += len(batch.held) + len(batch.failed)
                staged.put(batch)
                batch.forget()
                done.append(batch)
                advance(len(ids))
        without_text = published.without_text()
    closed = verdict(results).status == "gate closed"
    rebuilt = Rebuilt(
        "gate_closed" if closed else "planned",
        str(path),
        stale,
        len(article_ids),
        without_text,
        held,
        changes,
        tuple(result for result in results if not result.success),
    )
    return replace(staged, batches=tuple(done), results=results), rebuilt


@task(cache_policy=NO_CACHE)
def apply_plan(staged: Staged, rebuilt: Rebuilt, run: Run, house: Warehouse, steps: Progress) -> Rebuilt:
    """Write every batch in one transaction, and publish."""
    advance = stopping_between(steps.bar("Writing", len(staged.batches)))
    articles = 0
    with house.load(run) as load:
        for batch in staged.batches:
            frames = staged.frames(batch)
            current = load.parse_again(frames.articles.select("article_id", "content_hash"))
            kept = {name: frame.filter(pl.col("article_id").is_in(list(current))) for name, frame in _named(frames)}
            load.add(Frames(**kept))
            load.add_quarantine([*batch.failed, *batch.held])
            articles += len(current)
            advance(1)
        load.add_check_results(result_rows(staged.results))
        rebuilt = replace(rebuilt, status="applied", written=articles, load_id=run.load_id)
        load.finish(Tally(0, 0, 0, 0, 0, verdict(staged.results).status, rebuilt.message))
    house.publish()
    return rebuilt


def _parse(number: int, documents: list[Document], workforce: Workforce, run: Run, steps: Progress) -> Batch:
    batch = Batch(number)
    batch.parse(documents, workforce, run)
    batch.work(workforce, steps)
    return batch


def _of_all(batch: Batch, before: Frames) -> Frames:
    """The rows of a batch, and for articles that are held those that they keep."""
    passed = batch.passed.articles["article_id"].to_list()
    kept = {name: frame.filter(~pl.col("article_id").is_in(passed)) for name, frame in _named(before)}
    return Frames(
        **{
            table.name: pl.concat([frame, kept[table.name].select(table.names).cast(frame.schema)])
            for table, frame in batch.passed.items()
        }
    )


def _named(frames: Frames) -> Iterator[tuple[str, pl.DataFrame]]:
    return ((table.name, frame) for table, frame in frames.items())


def _chunks(article_ids: list[str], size: int) -> Iterator[list[str]]:
    return (article_ids[begin : begin + size] for begin in range(0, len(article_ids), size))

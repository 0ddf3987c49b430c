"""The flow `replay-quarantine`: what is held is tried again, and closed where it passes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Annotated, Literal

from prefect import flow, runtime, task
from prefect.cache_policies import NO_CACHE
from prefect.states import State
from pydantic import Field

from flows.batches import Count
from flows.intake import Again, Held, Item, Taken, look_again, pick_up
from flows.load_articles import LONGEST_SECONDS, TWO_AT_A_TIME, ended, known_files, publish_if_passed, spool_folder
from flows.loading import employed, load_new, new_run, outcome_of
from flows.outcome import Outcome, Replayed
from flows.progress import progress
from flows.quality import read_drift_rules, read_suites
from flows.settings import Settings, Workers
from flows.states import told_apart
from flows.turn import open_in_turn
from flows.warehouse import Filters, Warehouse

# The pattern is for the form: a server takes any text for a time.
Moment = Annotated[datetime, Field(json_schema_extra={"pattern": r"^\d{4}-\d\d-\d\d([T ]\d\d:\d\d.*)?$"})]


def _run_name() -> str:
    given = runtime.flow_run.parameters
    filters = [str(given[name]) for name in ("code", "stage", "path", "run", "id") if given.get(name)]
    return (
        f"replay {', '.join(filters) or 'quarantine'} into {Path(given.get('warehouse') or Settings().warehouse).name}"
    )


@flow(name="replay-quarantine", flow_run_name=_run_name, task_runner=TWO_AT_A_TIME, timeout_seconds=LONGEST_SECONDS)
@told_apart
def replay_quarantine(
    code: str | None = None,
    path: str | None = None,
    stage: Literal["intake", "parse", "check"] | None = None,
    since: Moment | None = None,
    run: str | None = None,
    id: str | None = None,
    warehouse: Path | None = None,
    workers: Workers | None = None,
) -> State[Outcome]:
    """Try again what is held in quarantine, after a fix or with other limits: what passes is loaded, its rows closed.

    Files that are gone are read from what was kept of them. Each filter that is not given restricts nothing.

    Args:
        code: Only this code, e.g. too_large (docs/quarantine-codes.md lists them).
        path: Only this path: a folder, or a pattern such as */2026-03/*.zip*.
        stage: Only what was held at intake, parse or check.
        since: Only what a load met at this time or later.
        run: Only what this load met last: a load_id.
        id: Only the row of this quarantine_id; its beginning is enough.
        warehouse: The DuckDB file to publish; by default COPYDESK_WAREHOUSE.
        workers: How many parsing processes run; by default COPYDESK_WORKERS, one a core.
    """
    settings = Settings.with_given(warehouse=warehouse, workers=workers)
    read_suites(settings.expectations)
    drift_rules = read_drift_rules(settings.expectations)
    with open_in_turn(settings.warehouse) as house, progress() as steps, spool_folder() as spool:
        with steps.timed("look"):
            again = look_at_held(Filters(code, path, stage, since, run, id), house, settings, spool)
        if again.tried:
            with employed(settings, len(again.survey.to_load) + len(again.records)) as workforce:
                records = chain(pick_up(again.survey.to_load, workforce.read), _singly(again))
                count = Count(again.survey)
                outcome = load_new(count, records, house, workforce, settings, drift_rules, steps, again)
        else:
            outcome = outcome_of("unchanged", new_run(), Count(again.survey), house)
            outcome = replace(outcome, replayed=Replayed(0, 0, len(again.gone)))
        outcome = publish_if_passed(outcome, house, steps)
    return ended(outcome, steps)


@task(cache_policy=NO_CACHE)
def look_at_held(filters: Filters, house: Warehouse, settings: Settings, spool: str) -> Again:
    """Find what is held and fits, and how it can be read again."""
    rows, kept = house.held(filters)
    columns = ("quarantine_id", "file_id", "path", "record_no", "kept_id")
    held = [
        Held(quarantine_id, file_id, path, record_no, kept.get(kept_id))
        for quarantine_id, file_id, path, record_no, kept_id in rows.select(columns).iter_rows()
    ]
    return look_again(held, known_files(house), settings.limits, spool)


def _singly(again: Again) -> Iterator[Item]:
    """Records whose files are gone: each of them, and that it was one."""
    for record in again.records:
        yield record
        yield Taken(record.file_id, 1, frozenset())

"""Registers at a Prefect server what prefect.yaml describes; run by `copydesk serve` as `python -m flows.deploy`."""

import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import yaml
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import DeploymentUpdate, WorkPoolCreate
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import ConcurrencyLimitConfig
from prefect.client.schemas.responses import DeploymentResponse
from prefect.deployments.runner import EntrypointType, RunnerDeployment
from prefect.events.schemas.automations import AutomationCore
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound
from prefect.flows import Flow, load_flow_from_entrypoint
from prefect.schedules import Cron, Interval

from flows.resources import data_file

POOL = "copydesk"


# The deployment whose schedule `--every` replaces.
_WATCHES_THE_INBOX = "scheduled"


def deploy(folder: Path, every: int | None = None) -> list[str]:
    """Register the work pool, the deployments, and the automations that are not there yet → a line on each deployment.

    Runs work in `folder` and read its .env. `every` is how often the inbox is looked at, in minutes, in place of the
    schedule in prefect.yaml. What somebody paused, a deployment or its schedule, stays paused; an automation that
    somebody changed stays as it is.
    """
    entries = _described("prefect.yaml", "deployments")
    with get_client(sync_client=True) as client:
        with suppress(ObjectAlreadyExists):
            client.create_work_pool(WorkPoolCreate(name=POOL, type="process"))
        for automation in _described("docs/running/automations.yaml", "automations"):
            if not client.read_automations_by_name(automation["name"]):
                client.create_automation(AutomationCore.model_validate(automation))
    return [_deploy(entry, folder, every if entry["name"] == _WATCHES_THE_INBOX else None) for entry in entries]


def _described(file: str, what: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load(data_file(file).read_text(encoding="utf-8"))[what]
    return entries


def _deploy(entry: dict[str, Any], folder: Path, every: int | None) -> str:
    flow: Flow[..., Any] = load_flow_from_entrypoint(entry["entrypoint"])
    limit = entry.get("concurrency_limit")
    crons = [] if every else entry.get("schedules") or []
    was = _as_it_was(f"{flow.name}/{entry['name']}")
    active = not was or not was.schedules or any(schedule.active for schedule in was.schedules)
    paused = was is not None and (was.paused or not active)
    deployment = RunnerDeployment.from_flow(
        flow,
        entry["name"],
        schedules=[Interval(timedelta(minutes=every), active=active)]
        if every
        else [Cron(each["cron"], timezone=each["timezone"], active=active) for each in crons],
        paused=was.paused if was else None,
        concurrency_limit=ConcurrencyLimitConfig(**limit) if limit else None,
        parameters=entry.get("parameters") or {},
        description=entry.get("description"),
        tags=entry.get("tags"),
        work_pool_name=POOL,
        # without a command of its own each run would import Prefect twice
        job_variables={"working_dir": str(folder), "command": f"{sys.executable} -m prefect.engine"},
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    deployment_id = cast("UUID", deployment.apply())
    _refuse_unknown_parameters(flow, deployment_id)
    if entry["name"] == _WATCHES_THE_INBOX:  # what lies in the inbox need not wait for the next slot
        with get_client(sync_client=True) as client:
            _forget_missed_slots(client, deployment_id)
            if not paused:
                client.create_flow_run_from_deployment(deployment_id, tags=["at-start"])
    when = [f"every {every} min" if every > 1 else "every minute"] if every else [each["cron"] for each in crons]
    told = "paused, until somebody resumes it in the UI" if paused else " and ".join(when) or "when somebody runs it"
    return f"{deployment.full_name}: {told}"


def _refuse_unknown_parameters(flow: Flow[..., Any], deployment_id: UUID) -> None:
    """Have the server refuse what the flow does not know; its own schema of a flow lets that through to the run."""
    schema = {**flow.parameters.model_dump_for_openapi(), "additionalProperties": False}
    with get_client(sync_client=True) as client:
        client.update_deployment(deployment_id, DeploymentUpdate(parameter_openapi_schema=schema))


def _as_it_was(name: str) -> DeploymentResponse | None:
    """The deployment as an earlier serve left it, and people changed it in the UI."""
    with get_client(sync_client=True) as client, suppress(ObjectNotFound):
        return client.read_deployment_by_name(name)
    return None


def _forget_missed_slots(client: SyncPrefectClient, deployment_id: UUID) -> None:
    """Delete the runs whose time passed while nothing was served: one run finds all that arrived meanwhile."""
    of_deployment = FlowRunFilter.model_validate(
        {
            "deployment_id": {"any_": [deployment_id]},
            "state": {"type": {"any_": ["SCHEDULED"]}},
            "expected_start_time": {"before_": datetime.now(UTC)},
        }
    )
    for run in client.read_flow_runs(flow_run_filter=of_deployment):
        client.delete_flow_run(run.id)


def main() -> None:
    """Deploy for the folder, and the minutes, that the command line gives."""
    folder, *every = sys.argv[1:]
    for line in deploy(Path(folder), int(every[0]) if every else None):
        print(line, flush=True)  # noqa: T201 - what `copydesk serve` shows


if __name__ == "__main__":
    main()

"""What a run leaves in the Prefect UI, also where the server is gone by then: a later run brings it.

A load does not need the server. Artifacts that it does not take are kept beside the warehouse, in the folder
`news.undelivered` beside `news.duckdb`, one file a run, with the state in which the run ended.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal
from uuid import UUID, uuid4

import httpx
from prefect import get_run_logger, runtime
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import ArtifactCreate
from prefect.client.schemas.objects import StateType
from prefect.exceptions import ObjectNotFound
from prefect.states import State

# What the server answers to a request that it will never take; anything else may pass.
_REFUSED = {400, 404, 409, 413, 422}


@dataclass(frozen=True, slots=True)
class Artifact:
    """A page (`markdown`) or a table (JSON text of its rows) under a key that stays the same."""

    key: str
    type: Literal["markdown", "table"]
    data: str
    description: str


def deliver(artifacts: Sequence[Artifact], warehouse: Path, state: State | None = None) -> None:
    """Leave the artifacts of this run at the server, after those that earlier runs could not leave.

    Where it does not answer, they are kept for a later run, with the state in which this one is about to end; that is
    logged, and no error.
    """
    kept = _Kept(warehouse)
    run_id = runtime.flow_run.id
    try:
        with get_client(sync_client=True) as client:
            for parcel in kept.each():
                _bring(client, parcel)
            for artifact in artifacts:
                _create(client, artifact, run_id)
    except (httpx.HTTPError, OSError, RuntimeError) as error:
        kept.add(run_id, state, artifacts)
        get_run_logger().warning("The server did not take the report, a later run brings it: %s", error)


class _Kept:
    """The folder of what could not be delivered."""

    def __init__(self, warehouse: Path) -> None:
        self._folder = warehouse.resolve().with_suffix(".undelivered")

    def add(self, run_id: str | None, state: State | None, artifacts: Sequence[Artifact]) -> None:
        parcel = {
            "flow_run_id": run_id,
            "state": {"type": state.type.value, "name": state.name, "message": state.message} if state else None,
            "artifacts": [asdict(artifact) for artifact in artifacts],
        }
        self._folder.mkdir(exist_ok=True)
        number = len(list(self._folder.iterdir()))  # they are brought in the order in which they came
        (self._folder / f"{number:06}-{run_id or uuid4()}.json").write_text(json.dumps(parcel), encoding="utf-8")

    def each(self) -> Iterator[dict]:
        """What is kept, oldest first; each is gone once the next is asked for. Nothing where another run is at it."""
        if not self._folder.is_dir():
            return
        with _alone(self._folder) as alone:
            for file in sorted(self._folder.iterdir()) if alone else []:
                yield json.loads(file.read_text(encoding="utf-8"))
                file.unlink()
        with suppress(OSError):  # not empty: another run has kept something meanwhile
            self._folder.rmdir()


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(opened)


def _bring(client: SyncPrefectClient, parcel: dict) -> None:
    """Leave what an earlier run could not, and the state in which it ended where the server still takes it to run."""
    run_id = parcel["flow_run_id"]
    try:
        run = client.read_flow_run(UUID(run_id)) if run_id else None
    except ObjectNotFound:  # another server
        run = None
    for artifact in parcel["artifacts"]:
        _create(client, Artifact(**artifact), run_id if run else None)
    state = parcel["state"]
    # its worker calls it crashed where the process could not tell how it ended
    ended_otherwise = run and run.state and run.state.is_final() and not run.state.is_crashed()
    if run and state and not ended_otherwise:
        ended = State(type=StateType(state["type"]), name=state["name"], message=state["message"])
        client.set_flow_run_state(run.id, ended, force=True)


def _create(client: SyncPrefectClient, artifact: Artifact, run_id: str | None) -> None:
    try:
        client.create_artifact(
            ArtifactCreate(**asdict(artifact), flow_run_id=UUID(run_id) if run_id else None, task_run_id=None)
        )
    except httpx.HTTPStatusError as error:
        if error.response.status_code not in _REFUSED:
            raise
        get_run_logger().warning("The server refuses the artifact %s: %s", artifact.key, error)

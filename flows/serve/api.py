"""The few questions that `copydesk serve` has to Prefect's API, without importing Prefect."""

import base64
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

POOL = "copydesk"
_UNDER_WAY = ["RUNNING", "PENDING", "CANCELLING"]


@dataclass(frozen=True, slots=True)
class Api:
    """The API at an address, and the `user:password` that it asks for. All methods raise OSError where it is silent."""

    address: str
    auth: str | None = None

    def is_healthy(self) -> bool:
        """Whether the server answers."""
        try:
            return self._ask("GET", "health") is True
        except OSError:
            return False

    def let_pool(self, *, rest: bool) -> bool:
        """Let workers take no more runs, or again; whether that changed anything."""
        was = bool(self._ask("GET", f"work_pools/{POOL}")["is_paused"])
        if was != rest:
            self._ask("PATCH", f"work_pools/{POOL}", {"is_paused": rest})
        return was != rest

    def under_way(self) -> dict[str, str]:
        """The names of the runs that a worker is at, keyed by their ids."""
        states = {"state": {"type": {"any_": _UNDER_WAY}}}
        found = self._ask("POST", "flow_runs/filter", {"flow_runs": states, "work_pools": {"name": {"any_": [POOL]}}})
        return {run["id"]: run["name"] for run in found}

    def cancel(self, flow_run_id: str, message: str) -> None:
        """Have the worker end a run."""
        state = {"type": "CANCELLING", "name": "Cancelling", "message": message}
        self._ask("POST", f"flow_runs/{flow_run_id}/set_state", {"state": state})

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        headers = {"Content-Type": "application/json"}
        if self.auth:
            headers["Authorization"] = "Basic " + base64.b64encode(self.auth.encode()).decode()
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.address}/api/{path}", content, headers, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            text = answer.read()
        return json.loads(text) if text else None

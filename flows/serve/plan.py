"""What is to be served and where, and what speaks against it."""

import ipaddress
import os
import socket
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

AUTH = "PREFECT_SERVER_API_AUTH_STRING"
DATABASE = "PREFECT_API_DATABASE_CONNECTION_URL"
_DATABASES = (DATABASE, "PREFECT_SERVER_DATABASE_CONNECTION_URL")
_NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "ceph", "glusterfs", "9p"}


class CannotServeError(Exception):
    """Something must be changed before anything can be served; the message says what."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where to listen, what folder the runs work in, and how often the inbox is looked at.

    `every` is in minutes, None for what prefect.yaml says; `home` is Prefect's own folder, `patience` how many
    seconds a run under way is given when everything is to stop.
    """

    host: str
    port: int
    folder: Path
    home: Path
    every: int | None = None
    runs: int = 2
    patience: float = 20.0

    @property
    def address(self) -> str:
        """Where the UI is found from this machine."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::", "") else self.host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @property
    def is_loopback(self) -> bool:
        """Whether nobody but this machine can reach the server."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def ui(self) -> Path:
        """Where the server puts its UI's files: a copy of its own, also where Prefect itself is read-only."""
        return self.home / "copydesk-ui"

    def environment(self, given: Mapping[str, str]) -> dict[str, str]:
        """The environment of the server, the worker and the runs: the user's own settings come before these."""
        own = {
            # a turn or a slot that a killed run held is free again after a minute, also where the server was killed
            "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
            "PREFECT_SERVER_CONCURRENCY_INITIAL_DEPLOYMENT_LEASE_DURATION": "60",
            # runs are planned a few minutes ahead: after a standstill there are few that come too late
            "PREFECT_SERVER_SERVICES_SCHEDULER_MIN_SCHEDULED_TIME": "PT3M",
            "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
            "PREFECT_WORKER_ENABLE_CANCELLATION": "true",
            "PREFECT_WORKER_QUERY_SECONDS": "5",
            # no page that a browser happens to show may talk to the API
            "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": self.address,
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
            "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
            "PREFECT_CLI_COLORS": "false",
            "NO_COLOR": "1",
            "COLUMNS": "200",
        }
        if not self.is_loopback:
            own["PREFECT_SERVER_UI_API_URL"] = "/api"  # whatever name other machines have for this one
        if AUTH in given:
            own["PREFECT_API_AUTH_STRING"] = given[AUTH]
        ours = {
            "PREFECT_HOME": str(self.home),
            "PREFECT_API_URL": f"{self.address}/api",
            "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(self.ui),
        }
        return {**own, **given, **ours}


def refuse(plan: Plan, environment: Mapping[str, str]) -> None:
    """Raise CannotServeError where others could reach the server unasked, or where the address is not to be had."""
    if not plan.is_loopback and not environment.get(AUTH):
        raise CannotServeError(
            f"{plan.host} can be reached by other machines, and whoever reaches the server can run flows on this one. "
            f"Set {AUTH}=user:password first, or leave --host away to listen on 127.0.0.1 only."
        )
    try:
        family, *_, place = socket.getaddrinfo(plan.host, plan.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(place)
    except socket.gaierror as error:
        raise CannotServeError(f"{plan.host} is no address of this machine: {error.strerror}.") from error
    except OSError as error:
        raise CannotServeError(
            f"{plan.host}:{plan.port} cannot be listened on ({error.strerror}): another program may be there, "
            "perhaps a Prefect server. Stop it, or name another port with --port."
        ) from error


def warnings(plan: Plan, environment: Mapping[str, str], mounts: str | None = None) -> list[str]:
    """Where Prefect's own SQLite database would hurt, each with the reason. `mounts` reads like /proc/mounts."""
    if any(environment.get(name) for name in _DATABASES):
        return []
    remedy = f"Set {DATABASE}=postgresql+asyncpg://… (docs/running has a compose file)."
    found = []
    if not plan.is_loopback:
        found.append(
            "Prefect keeps its records in SQLite, which one process at a time may write to: with several people and "
            f"workers at this server, runs fail with 'database is locked'. {remedy}"
        )
    if plan.runs > 4:
        found.append(
            f"{plan.runs} runs at a time all write their states and logs to Prefect's SQLite database, one after the "
            f"other: they wait for each other, and some fail with 'database is locked'. {remedy}"
        )
    if kind := _network_file_system(plan.home, mounts):
        found.append(
            f"{plan.home} lies on a network file system ({kind}), whose locks SQLite cannot rely on: Prefect's records "
            f"can be damaged. Set PREFECT_HOME to a local folder. {remedy}"
        )
    if plan.home.resolve().is_relative_to(Path(tempfile.gettempdir()).resolve()):
        found.append(f"{plan.home} is a temporary folder: the history of runs goes when it is emptied.")
    return found


def _network_file_system(place: Path, mounts: str | None) -> str | None:
    if mounts is None:
        try:
            mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None
    home = os.path.realpath(place)
    best, kind = "", None
    for line in mounts.splitlines():
        _, point, found, *_ = [*line.split(), "", ""]
        point = point.replace("\\040", " ")
        inside = home == point or home.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, found
    return kind if kind in _NETWORK_FILE_SYSTEMS else None

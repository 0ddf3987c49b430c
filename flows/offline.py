"""No network at run time: the telemetry and update checks of the libraries, off unless the user turned them on."""

import os

_OFF = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "GX_ANALYTICS_ENABLED": "false",
}
# Prefect's own limit of 20 s is too short for a slow machine's first start.
_PATIENCE = {"PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180"}


def go_offline() -> None:
    """Set the switches in the environment, for this process and those it starts, before the libraries are imported."""
    for name, value in (_OFF | _PATIENCE).items():
        os.environ.setdefault(name, value)

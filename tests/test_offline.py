"""A load needs no network, and tries none: with Prefect's own server started for it, telemetry and all."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT

HOME = {"127.0.0.1", "localhost", "::1", "0.0.0.0", ""}


@pytest.mark.server
def test_a_load_speaks_to_its_own_machine_only(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    shutil.copy(PROJECT / "seeds" / "articles" / "ap-bridge-closure.txt", tmp_path / "inbox")
    log = tmp_path / "addresses"
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "DO_NOT_TRACK"))}
    env |= {
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "PYTHONPATH": str(PROJECT / "tests" / "network"),
        "COPYDESK_TEST_ADDRESSES": str(log),
    }
    command = [str(Path(sys.executable).with_name("copydesk")), "load", "inbox", "--warehouse", "w.duckdb"]

    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=300)

    assert done.returncode == 0, done.stdout + done.stderr
    addresses = set(log.read_text().splitlines())
    assert repr("127.0.0.1") in addresses  # the hook works: Prefect's own server was spoken to
    assert {address for address in addresses if "/" not in address} <= {repr(name) for name in HOME} | {"None", "b''"}

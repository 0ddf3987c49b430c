"""The wheel carries all that it needs: it works from another folder, without the checkout."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT, Server

RUN = "import sys; from flows.cli import main; sys.argv = ['copydesk', *sys.argv[1:]]; main()"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which nothing but copydesk's own wheel was installed."""
    work = tmp_path_factory.mktemp("wheel")
    uv = [sys.executable, "-m", "uv", "--offline", "--quiet"]
    build = [*uv, "build", "--wheel", "--no-build-isolation", "--python", sys.executable, "-o", str(work), str(PROJECT)]
    subprocess.run(build, check=True, timeout=120)
    (wheel,) = work.glob("*.whl")
    install = [
        *uv,
        "pip",
        "install",
        "--no-deps",
        "--python",
        sys.executable,
        "--target",
        str(work / "site"),
        str(wheel),
    ]
    subprocess.run(install, check=True, timeout=120)
    return work / "site"


@pytest.mark.server
def test_the_installed_wheel_loads_articles(installed: Path, server: Server, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    shutil.copy(PROJECT / "seeds" / "articles" / "ap-bridge-closure.txt", tmp_path / "inbox")
    env = server.env | {"PYTHONPATH": str(installed)}
    command = [sys.executable, "-c", RUN, "load", "inbox", "--warehouse", "w.duckdb"]

    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=300)

    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "w.duckdb").exists()
    where = (
        "import flows.resources as r; print(r.__file__, r.folder('sql'), r.folder('expectations'), r.folder('seeds'))"
    )
    told = subprocess.run([sys.executable, "-c", where], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert all(place.startswith(str(installed) + os.sep) for place in told.stdout.split()), told

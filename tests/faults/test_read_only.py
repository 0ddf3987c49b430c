"""A folder that cannot be written to: the load says so and changes nothing, the next one has it all."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PROJECT
from tests.warehouse.rows import family, publish_file, query

# Root writes to read-only folders too, unless it gives that right away.
_AS_ANYBODY = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]
FILES = "select file_id from articles order by all"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "warehouse").mkdir()
    yield tmp_path / "warehouse"
    (tmp_path / "warehouse").chmod(0o755)


def load(path: Path, file_id: str) -> subprocess.CompletedProcess[str]:
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        pytest.skip("root writes everywhere; install util-linux for setpriv")
    command = [sys.executable, "-m", "tests.warehouse.child_loader", path, f"load of {file_id}", file_id, "no step"]
    as_anybody = _AS_ANYBODY if os.geteuid() == 0 else []
    return subprocess.run([*as_anybody, *command], cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False)


def test_a_new_warehouse_is_refused_by_name(folder: Path):
    folder.chmod(0o555)

    done = load(folder / "w.duckdb", "a")

    assert done.returncode == 1
    assert "ermission denied" in done.stderr.splitlines()[-1]
    assert str(folder) in done.stderr
    assert list(folder.iterdir()) == []


def test_what_is_published_stays_and_the_next_load_has_it_all(folder: Path):
    publish_file(folder / "w.duckdb", "first", "a", family("a"))
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    folder.chmod(0o555)

    done = load(folder / "w.duckdb", "b")

    assert done.returncode == 1
    assert "ermission denied" in done.stderr.splitlines()[-1], done.stderr
    assert str(folder) in done.stderr
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    folder.chmod(0o755)
    assert load(folder / "w.duckdb", "b").returncode == 0
    assert query(folder / "w.duckdb", FILES) == [("a",), ("b",)]

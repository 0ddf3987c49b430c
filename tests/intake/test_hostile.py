"""Each hostile file has its code within 2 seconds and 200 MB, measured in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT
from tests.intake.hostile import write_hostile


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], dict[str, dict]]:
    folder = tmp_path_factory.mktemp("hostile")
    expected = write_hostile(folder)
    (folder / "outside.txt").unlink()  # a link that is named itself is followed; inside a folder it is refused
    expected.pop("outside.txt")
    script = Path(__file__).with_name("hostile_child.py")
    told = subprocess.run(
        [sys.executable, str(script), str(folder)], cwd=PROJECT, env={"PYTHONPATH": str(PROJECT)}, capture_output=True
    )
    assert told.returncode == 0, told.stderr.decode()
    rows = [json.loads(line) for line in told.stdout.decode().splitlines()]
    return expected, {
        row["name"].encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"): row for row in rows
    }


def test_each_hostile_file_has_its_code(outcomes):
    expected, rows = outcomes
    became = {
        name: "read" if row["articles"] and not row["codes"] else "/".join(row["codes"]) for name, row in rows.items()
    }
    became |= {name: "malformed" for name in ("last line cut.jsonl",) if rows[name]["codes"] == ["malformed"]}

    assert {name: became[name] if code != "*" else "*" for name, code in expected.items()} == expected
    assert all(became.values())


def test_none_takes_two_seconds_or_200_megabytes(outcomes):
    _, rows = outcomes

    assert {name: row for name, row in rows.items() if row["seconds"] > 2 or row["megabytes"] > 200} == {}

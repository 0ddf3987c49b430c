"""A folder where one file in ten is hostile is loaded, every file accounted for; what is held can be tried again."""

import json
import os
from pathlib import Path

import duckdb
import pytest

from tests.intake.hostile import STORY, write_hostile

pytestmark = pytest.mark.server


def ask(tmp_path: Path, sql: str) -> list[tuple]:
    with duckdb.connect(str(tmp_path / "w.duckdb"), read_only=True) as warehouse:
        return warehouse.execute(sql).fetchall()


def held(copydesk, *filters: str) -> list[dict]:
    listed = copydesk("quarantine", "list", "--json", "--warehouse", "w.duckdb", *filters)
    assert listed.exit_status == 0, listed.errors
    return [json.loads(line) for line in listed.output.splitlines()]


def test_one_file_in_ten_is_hostile_and_the_load_is_green(load, copydesk, tmp_path):
    (tmp_path / "inbox").mkdir()
    expected = write_hostile(tmp_path / "inbox")
    good = 9 * len(expected)
    for number in range(good):
        (tmp_path / "inbox" / f"good {number}.txt").write_text(STORY.replace("a tenth", f"{number} marks"))

    done = load()

    assert done.exit_status == 0, done.output + done.errors
    prefix = f"{tmp_path}/inbox/"
    became = {path.removeprefix(prefix): status for path, status in ask(tmp_path, "select path, status from files")}
    assert len(became) == good + len(expected)
    assert {name for name, status in became.items() if name.startswith("good") and status != "loaded"} == set()
    codes = {row["path"].removeprefix(prefix).split("!/")[0]: row["code"] for row in held(copydesk)}
    wanted = {name: code for name, code in expected.items() if code not in ("read", "*")}
    assert {name: codes.get(name) for name in wanted} == wanted
    unaccounted = {name for name in expected if became[name] == "quarantined" and name not in codes}
    assert unaccounted == set()
    found, *fates = ask(
        tmp_path, "select files_found, files_loaded, files_unchanged, files_duplicate, files_quarantined from loads"
    )[0]
    assert found == sum(fates) == good + len(expected)

    # What was held is read again with another limit, from what was kept of it: its file is gone.
    os.remove(tmp_path / "inbox" / "nested.zip")
    settings = {"COPYDESK_MAX_NESTING": "15"}
    again = copydesk("quarantine", "replay", "--code", "nested_too_deep", "--warehouse", "w.duckdb", **settings)

    assert again.exit_status == 0, again.output + again.errors
    assert "1 rows of the quarantine tried again, 1 of them closed." in " ".join(again.output.split())
    assert held(copydesk, "--code", "nested_too_deep") == []
    (row,) = held(copydesk, "--code", "nested_too_deep", "--all")
    assert row["path"].startswith(f"{prefix}nested.zip")
    marks = (
        "select replayed_in = (select max(load_id) from loads), resolved_at is not null from quarantine where code = "
    )
    assert ask(tmp_path, f"{marks} 'nested_too_deep'") == [(True, True)]
    assert ask(tmp_path, "select count(*) from articles join files using (file_id) where path like '%nested.zip'") == [
        (1,)
    ]
    before = held(copydesk)
    assert load().exit_status == 0
    assert held(copydesk) == before  # what stands is not told twice

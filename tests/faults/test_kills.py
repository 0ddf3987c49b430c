"""A load that is killed, at any step or any moment, leaves what was published; the next one makes everything whole."""

import os
import random
import shutil
import signal
import time
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from flows.warehouse import load, open_warehouse, verify
from flows.warehouse.state import read_state
from tests.faults.children import (
    dies_at,
    dies_at_migration,
    dies_before_publishing_what_was_rejected,
    reading,
    runs_out_of_disk,
    runs_over_all,
    start,
)
from tests.faults.stories import INBOXES, readable, run_over, tables, undisturbed
from tests.warehouse.rows import query

KILLS = int(os.environ.get("COPYDESK_FAULT_KILLS", "6"))
# (step, when): those of opening, loading and publishing in their order
STEPS = [
    ("private:read_published_state", "before"),
    ("private:prepare_private", "after"),
    ("private:migrate", "before"),
    ("connection:begin", "after"),
    ("load:Load.screen", "after"),
    ("load:Load.add", "after"),
    ("load:load/insert_articles", "before"),
    ("load:load/insert_quotes", "before"),
    ("load:Load.add_files", "after"),
    ("load:Load.settle", "after"),
    ("load:load/archive_articles", "before"),
    ("load:load/delete_articles", "before"),
    ("load:load/delete_links", "before"),
    ("load:load/delete_files", "before"),
    ("load:locate_places", "before"),
    ("load:resolve_identities", "after"),
    ("load:load/insert_load", "before"),
    ("load:run_checks", "after"),
    ("load:load/insert_table_rows", "before"),
    ("connection:commit", "before"),
    ("connection:commit", "after"),
    ("connection:checkpoint", "before"),
    ("connection:checkpoint", "after"),
    ("publish:copy_whole", "amid"),
    ("publish:copy_whole", "after"),
    ("publish:replace_published_by", "before"),
    ("publish:_replace", "after"),
    ("connection:close", "after"),
]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory):
    """The tables after each run when nothing happens."""
    return undisturbed(tmp_path_factory.mktemp("undisturbed"))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a warehouse after its first run."""
    folder = tmp_path_factory.mktemp("first")
    run_over(folder / "w.duckdb", INBOXES[0])
    return folder


@pytest.fixture
def path(first: Path, tmp_path: Path) -> Path:
    shutil.copytree(first, tmp_path / "here")
    return tmp_path / "here" / "w.duckdb"


def go_on(path: Path) -> None:
    """Run over the inboxes from the last that the private file has taken in: what was not published then is."""
    with open_warehouse(path, threads=1) as warehouse:
        loads = len(read_state(warehouse._connection, path).loads)
    for inbox in INBOXES[max(loads - 1, 0) :]:
        run_over(path, inbox)


def whole(path: Path, expected: object) -> None:
    assert tables(path) == expected
    assert verify(path).findings == ()
    # a log of which nothing was committed is no loss, and is kept all the same
    left = sorted(file.name for file in path.parent.iterdir() if ".wal.damaged-" not in file.name)
    assert left == ["w.duckdb", "w.private.duckdb"]


def in_order(seen: list[object], expected: list[object]) -> None:
    """What a reader met was, row for row, what some run had published, and never an older one again."""
    met = [expected.index(one) for one in seen]
    assert met == sorted(met)
    assert met[-1] == len(expected) - 1


@pytest.mark.parametrize(("step", "when"), STEPS, ids=lambda part: part)
def test_killed_at_a_step(path: Path, expected, step: str, when: str):
    killed = start(dies_at, path, 1, step, when)
    killed.join(60)
    assert killed.exitcode == -signal.SIGKILL
    assert readable(path) in expected[:2]
    run_over(path, INBOXES[1])
    whole(path, expected[1])
    run_over(path, INBOXES[2])
    whole(path, expected[2])


@pytest.mark.parametrize("number", [3, 8, 20, 29, 41])
def test_killed_while_the_first_tables_are_made(tmp_path: Path, expected, number: int):
    path = tmp_path / "w.duckdb"
    killed = start(dies_at_migration, path, number)
    killed.join(60)
    assert killed.exitcode == -signal.SIGKILL
    assert not path.exists()
    run_over(path, INBOXES[0])
    whole(path, expected[0])


def test_killed_before_a_decision_on_a_name_is_published(path: Path):
    killed = start(dies_before_publishing_what_was_rejected, path, "Ana Petrova")
    killed.join(60)
    assert killed.exitcode == -signal.SIGKILL
    decisions = "select name, status from entity_merges"
    assert query(path, decisions) == []
    run_over(path, INBOXES[0])  # nothing is new
    assert query(path, decisions) == [("Ana Petrova", "rejected")]
    with open_warehouse(path) as warehouse:
        assert not warehouse.needs_publish()


def test_killed_at_random_moments(tmp_path: Path, expected):
    dice = random.Random(20260302)
    longest, killed = 4.0, 0  # seconds; more than it takes
    while killed < KILLS:
        path = tmp_path / str(killed) / "w.duckdb"
        moment = dice.uniform(0, longest)
        with reading(path) as seen:
            process = start(runs_over_all, path)
            process.join(moment)
            process.kill()
            process.join(60)
            assert readable(path) in (None, *expected)
            go_on(path)
            whole(path, expected[-1])
        in_order(seen, [None, *expected])
        shutil.rmtree(path.parent)
        if process.exitcode == 0:  # it had ended before
            longest = moment
        else:
            assert process.exitcode == -signal.SIGKILL
            killed += 1


def test_a_power_cut_leaves_the_runs_up_to_a_moment(tmp_path: Path, expected):
    """The process stands still while its files are copied: so they would lie on the disk."""
    dice = random.Random(7)
    cuts: list[Path] = []
    path = tmp_path / "w" / "w.duckdb"
    process = start(runs_over_all, path)
    while process.is_alive() and len(cuts) < 40:
        time.sleep(dice.uniform(0, 0.05))
        os.kill(process.pid, signal.SIGSTOP)
        if path.with_name("w.private.duckdb").exists():
            cuts.append(tmp_path / f"cut {len(cuts)}" / "w.duckdb")
            shutil.copytree(path.parent, cuts[-1].parent)
        os.kill(process.pid, signal.SIGCONT)
    process.join(60)
    assert process.exitcode == 0
    assert len(cuts) > 3
    for cut in dice.sample(cuts, min(len(cuts), 6)):
        assert readable(cut) in (None, *expected)
        go_on(cut)
        whole(cut, expected[-1])


def test_a_full_disk_loses_nothing_and_the_next_run_goes_on(path: Path, expected):
    """At every size at which the disk could be full, from what is there to what is needed."""
    needed = path.stat().st_size + 600_000
    refused = 0
    for room in (0, 30_000, path.stat().st_size, path.stat().st_size + 40_000):
        full = start(runs_out_of_disk, path, 1, room)
        full.join(60)
        assert full.exitcode in (0, 3), full.exitcode
        refused += full.exitcode == 3
        assert readable(path) in expected[:2]
    assert refused
    roomy = start(runs_out_of_disk, path, 1, 10 * needed)
    roomy.join(60)
    assert roomy.exitcode == 0
    whole(path, expected[1])


@pytest.mark.parametrize("damage", ["cut", "flipped", "garbage"])
def test_a_damaged_log_is_moved_aside_and_its_runs_are_loaded_again(path: Path, expected, damage: str):
    start(dies_at, path, 1, "connection:commit", "after").join(60)
    log = path.with_name("w.private.duckdb.wal")
    held = bytearray(log.read_bytes())
    if damage == "cut":
        del held[len(held) // 2 :]
    elif damage == "flipped":
        held[len(held) // 2] ^= 0xFF
    else:
        held = bytearray(b"no log of DuckDB's " * 100)
    log.write_bytes(held)
    run_over(path, INBOXES[1])
    assert tables(path) == expected[1]
    assert verify(path).findings == ()
    aside = [file for file in path.parent.iterdir() if ".damaged-" in file.name]
    assert [file.read_bytes() for file in aside] == [bytes(held)]


def test_a_private_file_that_lacks_what_is_published_is_moved_aside_and_begun_again(path: Path, expected):
    private = path.with_name("w.private.duckdb")
    older = private.read_bytes()
    run_over(path, INBOXES[1])
    private.write_bytes(older)
    run_over(path, INBOXES[2])
    assert tables(path) == expected[2]
    (aside,) = path.parent.glob("w.private.duckdb.damaged-*")
    assert aside.read_bytes() == older


def test_a_clock_set_back_changes_nothing(path: Path, expected, monkeypatch):
    years = iter((2019, 1999))
    for number, inbox in enumerate(INBOXES[1:], start=1):
        began = datetime(next(years), 1, 1, tzinfo=UTC)
        monkeypatch.setattr("tests.warehouse.rows.BEGAN", began)
        with monkeypatch.context() as clock:
            clock.setattr(load, "datetime", SimpleNamespace(now=lambda _zone, at=began: at))
            run_over(path, inbox)
        whole(path, expected[number])

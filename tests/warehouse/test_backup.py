"""Backups are whole and verified, restoring replaces nothing unasked, and what a crash leaves is one or the other."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from flows.warehouse import WarehouseBusyError, WarehouseError, back_up, backup, open_warehouse, restore, verify
from tests.warehouse.rows import family, load_file, publish_file, query, run

FILES = "select file_id from articles order by all"


@pytest.fixture
def copy(path: Path, tmp_path: Path) -> Path:
    """A backup of a warehouse that holds file a; file b came later."""
    publish_file(path, "load 1", "file a", family("file a"))
    target = tmp_path / "backups" / "monday.duckdb"
    back_up(path, target)
    publish_file(path, "load 2", "file b", family("file b"))
    return target


def test_a_backup_is_the_published_file_and_can_be_queried(path: Path, copy: Path):
    assert query(copy, FILES) == [("file a",)]
    assert [file.name for file in copy.parent.iterdir()] == ["monday.duckdb"]


def test_a_backup_is_made_while_a_load_is_under_way(path: Path, copy: Path):
    with open_warehouse(path) as warehouse, warehouse.load(run("load 3")) as load:
        load_file(load, "file c", family("file c"))
        back_up(path, copy.with_name("now.duckdb"))
    assert query(copy.with_name("now.duckdb"), FILES) == [("file a",), ("file b",)]


def test_nothing_is_overwritten_unless_forced(path: Path, copy: Path):
    before = copy.read_bytes()
    with pytest.raises(WarehouseError, match="overwrite it with --force"):
        back_up(path, copy)
    assert copy.read_bytes() == before
    back_up(path, copy, force=True)
    assert query(copy, FILES) == [("file a",), ("file b",)]
    published = path.read_bytes()
    with pytest.raises(WarehouseError, match="replace it with --force"):
        restore(copy, path)
    with pytest.raises(WarehouseError, match="the warehouse itself"):
        back_up(path, path.with_name("copydesk.private.duckdb"), force=True)
    assert path.read_bytes() == published


def test_a_damaged_warehouse_makes_no_backup(path: Path, copy: Path):
    with duckdb.connect(str(path)) as damaged:
        damaged.execute("delete from articles where file_id = 'file a'")
    before = copy.read_bytes()
    with pytest.raises(WarehouseError, match=r"not sound: .*tables_hold_what_was_counted"):
        back_up(path, copy, force=True)
    assert copy.read_bytes() == before
    assert [file.name for file in copy.parent.iterdir()] == ["monday.duckdb"]


def test_restoring_brings_back_what_was_and_keeps_the_last_state_aside(path: Path, private: Path, copy: Path):
    aside = restore(copy, path, force=True)
    assert query(path, FILES) == [("file a",)]
    assert query(aside, FILES) == [("file a",), ("file b",)]
    publish_file(path, "load 3", "file b", family("file b"))
    assert query(path, FILES) == [("file a",), ("file b",)]
    assert verify(path).findings == ()


def test_restoring_where_nothing_is_makes_a_warehouse(copy: Path, tmp_path: Path):
    path = tmp_path / "elsewhere" / "news.duckdb"
    assert restore(copy, path) is None
    publish_file(path, "load 2", "file b", family("file b"))
    assert query(path, FILES) == [("file a",), ("file b",)]


@pytest.mark.parametrize("content", [b"", b"no database" * 1000, None], ids=["empty", "text", "somebody else's"])
def test_what_is_no_backup_changes_nothing(path: Path, copy: Path, content: bytes | None):
    copy.unlink()
    if content is None:
        with duckdb.connect(str(copy)) as foreign:
            foreign.execute("create table accounts as select 1 as id")
    else:
        copy.write_bytes(content)
    before = {file.name: file.read_bytes() for file in path.parent.glob("*copydesk*")}
    with pytest.raises(WarehouseError):
        restore(copy, path, force=True)
    assert {file.name: file.read_bytes() for file in path.parent.glob("*copydesk*")} == before


def test_restoring_waits_for_no_load_but_leaves_at_once(path: Path, private: Path, copy: Path):
    script = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", script, private], **pipes) as loader:
        assert loader.stdout.readline()
        with pytest.raises(WarehouseBusyError, match="another load"):
            restore(copy, path, force=True)
        loader.stdin.close()
    assert query(path, FILES) == [("file a",), ("file b",)]


@pytest.mark.parametrize("step", ["set_aside", "replace_published_by"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_restore_that_dies_leaves_the_old_or_the_restored_warehouse_whole(path, copy, monkeypatch, step, when):
    whole = getattr(backup, step)

    def die(*arguments):
        if when == "after":
            whole(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(backup, step, die)
        with pytest.raises(KeyboardInterrupt):
            restore(copy, path, force=True)
    restored = step == "replace_published_by" and when == "after"
    left = [("file a",)] if restored else [("file a",), ("file b",)]
    assert query(path, FILES) == left
    publish_file(path, "load 3", "file c", family("file c"))
    assert query(path, FILES) == [*left, ("file c",)]
    assert verify(path).findings == ()


def test_the_commands_say_what_they_did(path: Path, copy: Path, tmp_path: Path):
    def copydesk(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [Path(sys.executable).with_name("copydesk"), *arguments, "--warehouse", path]
        return subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=60)

    made = copydesk("backup", tmp_path / "now.duckdb")
    assert (made.returncode, made.stderr) == (0, "")
    assert "verified" in made.stdout
    refused = copydesk("backup", tmp_path / "now.duckdb")
    assert refused.returncode == 1
    assert "--force" in refused.stderr
    done = copydesk("restore", copy, "--force")
    assert (done.returncode, done.stderr) == (0, "")
    assert "before-restore" in done.stdout
    assert query(path, FILES) == [("file a",)]

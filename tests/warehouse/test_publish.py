"""The published file is replaced whole or not at all, whatever happens, and its readers never notice."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from flows.warehouse import WarehouseBusyError, open_warehouse, publish
from tests.warehouse.rows import article_id, family, load_file, publish_file, query, run

PROJECT = Path(__file__).parents[2]
CONTENT = "select file_id, content_hash, version from articles order by all"


@contextmanager
def child(script: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A process that has said its first line; killed with SIGKILL at the end, where it still runs."""
    command = [sys.executable, "-m", f"tests.warehouse.{script}", *map(str, arguments)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=PROJECT, **pipes) as process:
        assert process.stdout.readline(), process.stderr.read()
        try:
            yield process
        finally:
            process.kill()


def needs_publish(path: Path) -> bool:
    with open_warehouse(path) as warehouse:
        return warehouse.needs_publish()


def test_nothing_is_published_before_anything_was_loaded(path: Path):
    assert not needs_publish(path)
    assert not path.exists()


def test_what_was_published_is_the_private_file_and_needs_no_publishing_again(path: Path, private: Path):
    publish_file(path, "load 1", "file a", family("file a"))
    assert path.read_bytes() == private.read_bytes()
    assert not needs_publish(path)
    assert sorted(file.name for file in path.parent.iterdir()) == ["copydesk.duckdb", "copydesk.private.duckdb"]


def test_opening_and_closing_leaves_the_published_file_alone(path: Path):
    publish_file(path, "load 1", "file a", family("file a"))
    before = path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns
    assert not needs_publish(path)
    assert (path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns) == before


def test_a_published_file_that_was_deleted_is_published_again(path: Path):
    publish_file(path, "load 1", "file a", family("file a"))
    path.unlink()
    with open_warehouse(path) as warehouse:
        assert warehouse.needs_publish()
        warehouse.publish()
    assert query(path, CONTENT) == [("file a", "hash 1", 1)]


def test_an_older_published_file_is_replaced_even_when_the_clock_was_set_back(path: Path, monkeypatch):
    publish_file(path, "load 2", "file a", family("file a"))
    older = path.read_bytes()
    publish_file(path, "load 1", "file b", family("file b"))
    with open_warehouse(path) as warehouse:
        warehouse._connection.execute("update loads set finished_at = '1999-12-31' where load_id = 'load 1'")
    path.write_bytes(older)
    assert needs_publish(path)


def test_a_link_to_the_warehouse_stays_a_link(path: Path, tmp_path: Path):
    link = tmp_path / "elsewhere" / "latest.duckdb"
    link.parent.mkdir()
    link.symlink_to(path)
    publish_file(link, "load 1", "file a", family("file a"))
    assert link.is_symlink()
    assert query(path, CONTENT) == [("file a", "hash 1", 1)]


def test_who_may_read_it_stays(path: Path):
    publish_file(path, "load 1", "file a", family("file a"))
    path.chmod(0o604)
    publish_file(path, "load 2", "file b", family("file b"))
    assert path.stat().st_mode & 0o777 == 0o604


def test_a_full_disk_leaves_the_published_file_as_it_was_and_the_load_for_the_next_run(path: Path, monkeypatch):
    publish_file(path, "load 1", "file a", family("file a"))
    before = path.read_bytes()

    def no_space(source, target, length):
        target.write(source.read(1000))
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(publish.shutil, "copyfileobj", no_space)
        with pytest.raises(OSError, match="No space"):
            publish_file(path, "load 2", "file b", family("file b"))
    assert path.read_bytes() == before
    with open_warehouse(path) as warehouse:
        assert warehouse.needs_publish()
        warehouse.publish()
    assert query(path, CONTENT) == [("file a", "hash 1", 1), ("file b", "hash 1", 1)]


def test_a_log_that_somebody_left_beside_the_published_file_is_not_played_into_the_next(path: Path):
    publish_file(path, "load 1", "file a", family("file a"))
    script = (
        "import duckdb, os, sys; c = duckdb.connect(sys.argv[1]); c.execute('delete from articles');"
        " c.execute('create table mine as select 1'); os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", script, path], check=False)
    assert path.with_name("copydesk.duckdb.wal").exists()
    publish_file(path, "load 2", "file b", family("file b"))
    assert query(path, CONTENT) == [("file a", "hash 1", 1), ("file b", "hash 1", 1)]
    assert len(list(path.parent.glob("copydesk.duckdb.wal.*"))) == 1


def test_somebody_who_opened_the_published_file_for_writing_keeps_nobody_waiting(path: Path):
    publish_file(path, "load 1", "file a", family("file a"))
    with duckdb.connect(str(path)) as writer:
        assert not needs_publish(path)
        publish_file(path, "load 2", "file b", family("file b"))
        assert writer.execute(CONTENT).fetchall() == [("file a", "hash 1", 1)]
    assert query(path, CONTENT) == [("file a", "hash 1", 1), ("file b", "hash 1", 1)]


@pytest.mark.parametrize(
    ("step", "kept", "to_publish"),
    [
        ("before the commit", [("file a", "hash 1", 1)], False),
        ("before the publish", [("file a", "load 2", 2)], True),
        ("before the rename", [("file a", "load 2", 2)], True),
    ],
)
def test_a_load_keeps_others_out_and_is_whole_or_nothing_when_killed(path: Path, private: Path, step, kept, to_publish):
    publish_file(path, "load 1", "file a", family("file a"))
    busy = pytest.raises(WarehouseBusyError, match=r"copydesk\.private\.duckdb open, try again later.*PID")
    with child("child_loader", path, "load 2", "file a", step) as loader:
        with busy:
            publish_file(path, "load 3", "file b", family("file b"))
        loader.kill()
        loader.wait()
    assert query(path, CONTENT) == [("file a", "hash 1", 1)]
    with open_warehouse(path) as warehouse:
        assert warehouse.needs_publish() is to_publish
        with warehouse.load(run("load 4")) as load:
            load_file(load, "file b", family("file b"))
        warehouse.publish()
    assert query(path, CONTENT) == [*kept, ("file b", "hash 1", 1)]
    quoted = query(path, "select article_id, count(*) from quotes group by all order by all")
    assert quoted == sorted([(article_id("file a"), 1), (article_id("file b"), 1)])
    assert path.read_bytes() == private.read_bytes()
    assert sorted(file.name for file in path.parent.iterdir()) == ["copydesk.duckdb", "copydesk.private.duckdb"]


def test_readers_see_no_error_and_no_half_load_during_ten_loads(path: Path):
    publish_file(path, "load 00", "file 0", family("file 0"))
    with child("child_reader", path, "hold") as holding, child("child_reader", path, "reopen") as reopening:
        for number in range(1, 11):
            publish_file(path, f"load {number:02}", f"file {number % 3}", family(f"file {number % 3}"))
        answers = [reader.communicate(timeout=20) for reader in (holding, reopening)]
    assert [errors for _, errors in answers] == ["", ""]
    held, reopened = (ast.literal_eval(seen) for seen, _ in answers)
    assert held == [(0, 0, "load 00")]
    assert {row[:2] for row in reopened} == {(0, 0)}
    assert len(reopened) > 1

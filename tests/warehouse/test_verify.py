"""`copydesk verify` finds what is not as it must be, names it, and says what to do; it changes nothing."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from flows.warehouse import WarehouseError, open_warehouse, verify
from tests.warehouse.rows import family, load_file, publish_file, run


@pytest.fixture
def published(path: Path) -> Path:
    """Two articles, one of them in its second version."""
    publish_file(path, "load 1", "file a", family("file a"))
    publish_file(path, "load 2", "file b", family("file b"))
    publish_file(path, "load 3", "file a", family("file a", content_hash="another"))
    return path


def alter(file: Path, statement: str) -> None:
    with duckdb.connect(str(file)) as connection:
        connection.execute(statement)


def found(path: Path) -> set[tuple[str, str]]:
    return {(finding.file.name, finding.check) for finding in verify(path).findings}


def test_a_sound_warehouse_is_told_sound_and_left_as_it_is(published: Path, private: Path):
    before = published.read_bytes(), private.read_bytes()
    verified = verify(published)
    assert (verified.findings, verified.mend, verified.note) == ((), None, None)
    assert verified.checks > 30
    assert (published.read_bytes(), private.read_bytes()) == before


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        ("delete from links where load_id = 'load 2'", "tables_hold_what_was_counted"),
        ("delete from files where file_id = 'file b'", "articles_have_their_file"),
        ("delete from documents where load_id = 'load 2'", "articles_have_their_text"),
        ("delete from loads where load_id = 'load 2'", "rows_have_their_load"),
        ("insert into articles from articles where load_id = 'load 2'", "rows_are_no_more_than_written"),
        ("update articles set version = 4 where load_id = 'load 3'", "versions_have_no_gap"),
        ("update articles set version = 1 where load_id = 'load 3'", "versions_have_no_gap"),
        ("update history.articles set version = 3", "versions_have_no_gap"),
        ("delete from history.articles", "history_has_its_articles"),
        ("update quotes set text = 'Talks will end' where load_id = 'load 3'", "quotes_prove_their_text"),
        ("delete from articles where load_id = 'load 3'", "rows_have_their_article"),
        ("update links set url = 'https://example.org'", "rows_are_those_of_the_private_file"),
    ],
)
def test_what_is_wrong_in_the_published_file_is_named_and_the_private_one_mends_it(
    published, private, statement, check
):
    alter(published, statement)
    assert (published.name, check) in found(published)
    assert f"Move {published} away" in verify(published).mend

    published.unlink()
    with open_warehouse(published) as warehouse:
        assert warehouse.needs_publish()
        warehouse.publish()
    assert verify(published).findings == ()


def test_what_is_wrong_in_the_private_file_is_named_and_the_published_one_mends_it(published: Path, private: Path):
    alter(private, "update entities set text = 'Somebody'")
    verified = verify(published)
    assert {finding.file for finding in verified.findings if finding.check == "mentions_prove_their_text"} == {private}
    assert f"Move {private} away" in verified.mend


def test_where_neither_is_sound_only_a_backup_helps(published: Path, private: Path):
    for file in (published, private):
        alter(file, "delete from articles where load_id = 'load 3'")
    assert "copydesk restore FILE" in verify(published).mend


def test_a_load_that_is_not_published_yet_is_named(published: Path):
    with open_warehouse(published) as warehouse, warehouse.load(run("load 4")) as load:
        load_file(load, "file c", family("file c"))
    verified = verify(published)
    assert [(one.check, one.rows) for one in verified.findings] == [("loads_are_those_of_the_other_file", ("load 4",))]
    assert verified.mend == "Run copydesk load: it publishes what was loaded."


def test_a_private_file_in_use_or_gone_is_no_finding(published: Path, private: Path):
    with open_warehouse(published):
        pass
    script = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", script, private], **pipes) as loader:
        assert loader.stdout.readline()
        verified = verify(published)
        loader.stdin.close()
    assert verified.findings == ()
    assert "copydesk.private.duckdb was not verified" in verified.note
    private.unlink()
    assert "next load begins from the published file" in verify(published).note


def test_a_file_that_cannot_be_opened_is_a_finding(published: Path, private: Path):
    private.write_bytes(b"not a database at all" * 1000)
    verified = verify(published)
    assert [(one.file, one.check) for one in verified.findings] == [(private, "can_be_opened")]
    assert f"Move {private} away" in verified.mend


def test_without_a_warehouse_it_says_what_to_do(path: Path):
    with pytest.raises(WarehouseError, match="load something first"):
        verify(path)


def test_the_command_tells_it_and_its_exit_status(published: Path):
    command = [str(Path(sys.executable).with_name("copydesk")), "verify", "--warehouse", str(published)]
    sound = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (sound.returncode, sound.stderr) == (0, "")
    assert "Sound" in sound.stdout
    alter(published, "delete from articles where load_id = 'load 2'")
    damaged = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert damaged.returncode == 1
    assert "rows_have_their_article" in damaged.stdout
    assert "what to do: Move" in damaged.stdout

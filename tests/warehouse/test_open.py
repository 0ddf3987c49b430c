"""What may be opened: a warehouse of ours, by one load at a time; anything else is refused by name and left alone."""

import threading
from pathlib import Path

import duckdb
import pytest

from flows.resources import sql
from flows.warehouse import (
    MigrationChangedError,
    NewerWarehouseError,
    NotAWarehouseError,
    WarehouseBusyError,
    WarehouseError,
    migrations,
    open_warehouse,
)
from flows.warehouse.migrations import Migration
from tests.warehouse.rows import family, publish_file, query


def open_and_close(path: Path) -> None:
    with open_warehouse(path):
        pass


def alter(path: Path, statement: str) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute(statement)


@pytest.fixture
def known(monkeypatch):
    """Gives this copydesk other migrations than it has."""

    def give(*others: Migration) -> None:
        monkeypatch.setattr(migrations, "_known_migrations", lambda: others)

    return give


def test_folders_are_made(tmp_path: Path):
    path = tmp_path / "new" / "folder" / "copydesk.duckdb"
    publish_file(path, "load 1", "file a", family("file a"))
    assert query(path, "select count(*) from articles") == [(1,)]


@pytest.mark.parametrize("which", ["published", "private"])
@pytest.mark.parametrize("content", [b"", b"hi", b"a list of names\n" * 1000], ids=["empty", "short", "text"])
def test_what_is_no_database_is_refused_and_left_alone(path: Path, private: Path, which: str, content: bytes):
    file = path if which == "published" else private
    file.write_bytes(content)
    with pytest.raises(NotAWarehouseError, match=rf"{file.name} is not a DuckDB database"):
        open_and_close(path)
    assert file.read_bytes() == content
    assert [other.name for other in path.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("which", ["published", "private"])
@pytest.mark.parametrize(
    "statement",
    [
        "create table accounts as select 1 as id",
        "create table migrations as select 1 as version",
        "create table migrations as select 1 as number, '0001_users' as name, '' as sha256",
    ],
    ids=["other tables", "other migrations", "migrations of the same form"],
)
def test_a_database_of_somebody_else_is_refused_and_left_alone(path: Path, private: Path, which: str, statement: str):
    file = path if which == "published" else private
    alter(file, statement)
    before = file.read_bytes()
    with pytest.raises(NotAWarehouseError, match=rf"{file.name} is a DuckDB database, but not one of copydesk's"):
        open_and_close(path)
    assert file.read_bytes() == before


def test_a_published_file_swapped_for_somebody_elses_is_not_overwritten(path: Path):
    publish_file(path, "load 1", "file a", family("file a"))
    path.unlink()
    alter(path, "create table accounts as select 1 as id")
    before = path.read_bytes()
    with pytest.raises(NotAWarehouseError):
        open_and_close(path)
    assert path.read_bytes() == before


def test_a_newer_warehouse_is_refused_and_left_alone(path: Path, private: Path):
    publish_file(path, "load 1", "file a", family("file a"))
    alter(private, "insert into migrations values (900, '0900_later', 'hash', now())")
    before = private.read_bytes()
    with pytest.raises(NewerWarehouseError, match=r"newer copydesk \(migration 0900_later\)"):
        open_and_close(path)
    assert private.read_bytes() == before


def test_a_changed_migration_is_an_error(path: Path, private: Path):
    publish_file(path, "load 1", "file a", family("file a"))
    alter(private, "update migrations set sha256 = 'another' where number = 3")
    with pytest.raises(MigrationChangedError, match="migration 0003_entities"):
        open_and_close(path)


def test_a_new_migration_keeps_the_rows_and_is_published(path: Path, known):
    publish_file(path, "load 1", "file a", family("file a"))
    *numbered, definitions = migrations._known_migrations()
    known(*numbered, Migration(900, "0900_note", ("alter table articles add column note varchar",)), definitions)
    with open_warehouse(path) as warehouse:
        assert warehouse.needs_publish()
        warehouse.publish()
    assert query(path, "select file_id, note from articles") == [("file a", None)]
    assert query(path, "select name from migrations where number = 900") == [("0900_note",)]


def test_a_migration_that_fails_leaves_the_file_as_it_was(path: Path, private: Path, known):
    publish_file(path, "load 1", "file a", family("file a"))
    *numbered, definitions = migrations._known_migrations()
    halves = ("alter table articles add column note varchar", "alter table nothing add column note varchar")
    known(*numbered, Migration(900, "0900_note", halves), definitions)
    with pytest.raises(duckdb.CatalogException):
        open_and_close(path)
    assert query(private, "select count(*) from migrations where number = 900") == [(0,)]
    assert query(private, "select count(*) from duckdb_columns() where column_name = 'note'") == [(0,)]


def test_changed_views_are_made_anew_and_published(path: Path, known):
    publish_file(path, "load 1", "file a", family("file a"))
    *numbered, definitions = migrations._known_migrations()
    changed = (*definitions.statements, "create or replace view speakers as select 1 as changed")
    known(*numbered, Migration(0, definitions.name, changed))
    with open_warehouse(path) as warehouse:
        assert warehouse.needs_publish()
        warehouse.publish()
    assert query(path, "from speakers") == [(1,)]


def test_migrations_are_numbered_once_in_order():
    *numbered, definitions = migrations._known_migrations()
    numbers = [migration.number for migration in numbered]
    assert numbers == sorted(set(numbers))
    assert definitions.number == 0
    assert sql("migrations/0001_migrations") == numbered[0].statements[0]


def test_a_lost_private_file_is_made_from_the_published_one(path: Path, private: Path):
    publish_file(path, "load 1", "file a", family("file a"))
    private.unlink()
    private.with_name("copydesk.private.duckdb.wal").write_bytes(b"the log of the lost file")
    publish_file(path, "load 2", "file b", family("file b"))
    assert query(path, "select file_id, load_id from articles order by all") == [
        ("file a", "load 1"),
        ("file b", "load 2"),
    ]


def test_a_copy_that_a_crash_left_unfinished_is_no_obstacle(path: Path, private: Path):
    publish_file(path, "load 1", "file a", family("file a"))
    private.unlink()
    path.with_name(".copydesk.duckdb.unfinished").write_bytes(b"half a copy")
    publish_file(path, "load 2", "file b", family("file b"))
    assert query(path, "select count(*) from articles") == [(2,)]


def test_an_empty_database_is_taken_over(path: Path, private: Path):
    duckdb.connect(str(private)).close()
    publish_file(path, "load 1", "file a", family("file a"))
    assert query(path, "select count(*) from articles") == [(1,)]


def test_a_second_opener_in_another_thread_leaves_at_once(path: Path):
    refused = []

    def second() -> None:
        try:
            open_and_close(path)
        except WarehouseBusyError as error:
            refused.append(str(error))

    with open_warehouse(path):
        other = threading.Thread(target=second)
        other.start()
        other.join(timeout=5)
    assert len(refused) == 1
    assert "another load of this process" in refused[0]
    open_and_close(path)


def test_a_path_that_cannot_be_a_file_is_named(path: Path):
    path.mkdir()
    with pytest.raises(WarehouseError, match=r"copydesk\.duckdb cannot be opened"):
        open_and_close(path)


def test_nothing_is_fetched_from_the_network(path: Path):
    with open_warehouse(path) as warehouse:
        settings = warehouse._connection.execute(
            "select name, value from duckdb_settings() where name like 'auto%extensions'"
        ).fetchall()
    assert dict(settings) == {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}

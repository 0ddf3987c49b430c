"""A warehouse that the first release made comes to today's tables with its rows."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from flows.resources import sql
from flows.warehouse import migrations, open_warehouse
from tests.warehouse.rows import TALKS, article, document, files, frames, mention, query, quote, run, tally
from tests.warehouse.test_versions import load_records

PROJECT = Path(__file__).parents[2]
FIRST_RELEASE = 9


def make_first_release(path: Path, private: Path) -> None:
    """An article with a mention and a quote in the tables that migrations 1 to 9 made, and nothing else."""
    *numbered, _ = migrations._known_migrations()
    read = document("f", text="A")
    rows = frames([article("f", content_hash=read.content_hash)], [mention(read.article_id)], [quote(read.article_id)])
    with duckdb.connect(str(private)) as connection:
        for migration in numbered:
            if migration.number > FIRST_RELEASE:
                continue
            connection.execute(migration.statements[0])
            record = {"number": migration.number, "name": migration.name, "sha256": migration.sha256}
            connection.execute(sql("open/record_migration"), {**record, "applied_at": "2026-01-01"})
        for table, frame in rows.items():
            columns = [
                name
                for (name,) in connection.execute(
                    "select column_name from duckdb_columns() where table_name = $name", {"name": table.name}
                ).fetchall()
            ]
            connection.register("given", frame.select(columns))
            connection.execute(f"insert into {table.name} by name select * from given")
        connection.execute(
            "insert into files values ('f', '/in/f', 'sha', 1, now(), 'loaded', null, 'utf-8', 1, '', now(), now())"
        )


@pytest.fixture
def first_release(path: Path, private: Path) -> Path:
    make_first_release(path, private)
    return path


def test_the_rows_of_the_first_release_are_there_after_the_upgrade(first_release: Path, private: Path):
    with open_warehouse(first_release) as warehouse:
        known = warehouse.ledger().select("file_id", "sha256").rows()
    assert known == [("f", None)]  # so that the next load reads it again, and keeps its text
    assert query(private, "select file_id, version, body from articles") == [
        ("f", 1, "Talks will go on, Ana Petrova said.")
    ]
    assert query(private, "select count(*) from quotes") == query(private, "select count(*) from entities") == [(1,)]


def test_tables_larger_than_a_row_group_upgrade_too(first_release: Path, private: Path):
    """DuckDB 1.5 crashes where a column of lists with a default is added to a table of more rows than 122,880."""
    more = "insert into {0} select {0}.* replace (article_id || n as article_id) from {0}, range(130_000) as t (n)"
    with duckdb.connect(str(private)) as connection:
        for table in ("articles", "entities", "quotes"):
            connection.execute(more.format(table))

    with open_warehouse(first_release):
        pass

    counts = "select (select count(*) from articles), (select count(*) from entities), (select count(*) from quotes)"
    assert query(private, counts) == [(130_001, 130_001, 130_001)]
    assert query(private, "select distinct keywords, body from articles") == [([], TALKS)]


def test_the_next_load_keeps_the_texts_and_leaves_the_articles_alone(first_release: Path):
    load_records(first_release, "load 2", document("f", text="A"))
    assert query(first_release, "select version, load_id from articles") == [(1, "")]
    assert query(first_release, "select text from documents") == [("A",)]
    load_records(first_release, "load 3", document("f", text="B"))
    assert query(first_release, "select version from article_versions order by all") == [(1,), (2,)]


def test_a_migration_that_is_killed_half_way_leaves_the_file_as_it_was(first_release: Path, private: Path):
    script = f"""
import os, signal, sys
from pathlib import Path
from flows.warehouse import migrations, open_warehouse
*numbered, definitions = migrations._known_migrations()
asked = []
class Killing(tuple):
    def __iter__(self):
        asked.append(1)
        if len(asked) == 1:  # for its hash
            return
        yield "alter table articles add column half varchar"
        print("half way", flush=True)  # the statement before was carried out
        os.kill(os.getpid(), signal.SIGKILL)
kept = [one for one in numbered if one.number <= {FIRST_RELEASE}]
fatal = migrations.Migration(900, "0900_fatal", ("",))
object.__setattr__(fatal, "statements", Killing(("",)))
migrations._known_migrations = lambda: (*kept, fatal)
with open_warehouse(Path(sys.argv[1])):
    pass
"""
    command = [sys.executable, "-c", script, str(first_release)]
    done = subprocess.run(command, cwd=PROJECT, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (-9, "half way\n"), done.stderr
    columns = "select count(*) from duckdb_columns() where column_name = 'half'"
    assert query(private, columns) == [(0,)]
    assert query(private, "select max(number) from migrations") == [(FIRST_RELEASE,)]
    with open_warehouse(first_release) as warehouse:
        with warehouse.load(run("load 2")) as load:
            load.add_files(files({"file_id": "g", "records": 0}))
            load.finish(tally(loaded=1))
        warehouse.publish()
    assert query(first_release, "select count(*) from articles") == [(1,)]

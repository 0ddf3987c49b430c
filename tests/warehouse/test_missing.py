"""A file that disappears leaves its articles, marked; one that comes back is unmarked."""

from pathlib import Path

from flows.warehouse import open_warehouse
from tests.warehouse.rows import BEGAN, family, files, load_file, query, run, tally


def note(path: Path, found: list[str], searched: Path) -> int:
    with open_warehouse(path) as warehouse:
        changed = warehouse.note_missing(found, [f"{searched}/"], BEGAN)
        if warehouse.needs_publish():
            warehouse.publish()
    return changed


def missing(path: Path) -> list[tuple]:
    return query(path, "select file_id from files where missing_since is not null order by all")


def test_what_is_gone_from_a_searched_folder_is_marked_until_it_is_back(path: Path, tmp_path: Path):
    inbox, archive = tmp_path / "inbox", tmp_path / "archive"
    inbox.mkdir()
    (inbox / "hidden").write_text("still there, though no load finds it")
    with open_warehouse(path) as warehouse:
        with warehouse.load(run("load 1")) as load:
            for place in (inbox / "kept", inbox / "gone", inbox / "hidden", archive / "elsewhere"):
                load.add_files(files({"file_id": place.name, "path": str(place), "records": 0}))
            load.finish(tally(loaded=4))
        warehouse.publish()

    assert note(path, ["kept"], inbox) == 1
    assert missing(path) == [("gone",)]
    assert note(path, ["kept"], inbox) == 0
    assert note(path, ["kept", "gone"], inbox) == 1
    assert missing(path) == []


def test_its_articles_stay(path: Path, tmp_path: Path):
    with open_warehouse(path) as warehouse:
        with warehouse.load(run("load 1")) as load:
            load_file(load, "file a", family("file a"), path=str(tmp_path / "a"))
        warehouse.publish()
    note(path, [], tmp_path)
    assert missing(path) == [("file a",)]
    assert query(path, "select count(*) from articles") == [(1,)]

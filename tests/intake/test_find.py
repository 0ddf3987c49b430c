import os

import pytest

from flows.intake import MissingPathError
from flows.intake import find as find_files


def find(paths):
    return [file.location for file in find_files(paths)]


def test_folders_are_searched_recursively_and_each_file_comes_once_in_order(tmp_path):
    for name in ("b.txt", "a.txt", "deep/er/c.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")

    found = find([tmp_path, tmp_path / "a.txt", tmp_path / "deep"])

    assert found == [str(tmp_path / name) for name in ("a.txt", "b.txt", "deep/er/c.md")]


def test_hidden_and_unfinished_names_are_passed_over_unless_they_are_named(tmp_path):
    for name in (".DS_Store", ".git/config", "story.txt.part", "story.txt~", "story.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")

    assert find([tmp_path]) == [str(tmp_path / "story.txt")]
    assert find([tmp_path / "story.txt.part"]) == [str(tmp_path / "story.txt.part")]


def test_a_path_that_is_not_there_is_named(tmp_path):
    with pytest.raises(MissingPathError, match="nowhere does not exist"):
        find([tmp_path / "nowhere"])


def test_links_are_followed_within_the_folder_only(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (tmp_path / "outside.txt").write_text("x")
    (inbox / "deep").mkdir()
    (inbox / "deep" / "a.txt").write_text("x")
    (inbox / "again").symlink_to(inbox / "deep", target_is_directory=True)
    (inbox / "b.txt").symlink_to("deep/a.txt")
    (inbox / "round").symlink_to(tmp_path, target_is_directory=True)
    (inbox / "out.txt").symlink_to(tmp_path / "outside.txt")
    (inbox / "loop.txt").symlink_to("loop.txt")
    (inbox / "gone.txt").symlink_to("nowhere.txt")

    found = {file.path.removeprefix(f"{inbox}/"): file.refused and file.refused[0] for file in find_files([inbox])}

    assert found == {
        "deep/a.txt": None,
        "b.txt": None,
        "round": "link_outside",
        "out.txt": "link_outside",
        "loop.txt": "dead_link",
        "gone.txt": "dead_link",
    }


def test_patterns_are_taken_as_a_shell_would(tmp_path):
    for name in ("a.txt", "b.md", "deep/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")

    assert find([f"{tmp_path}/*.txt"]) == [f"{tmp_path}/a.txt"]
    assert find([f"{tmp_path}/**/*.txt"]) == [f"{tmp_path}/a.txt", f"{tmp_path}/deep/c.txt"]
    assert find([f"file://{tmp_path}/b.md"]) == [f"{tmp_path}/b.md"]
    with pytest.raises(MissingPathError, match="nothing matches"):
        find([f"{tmp_path}/*.xml"])


def test_names_that_look_alike_when_escaped_stay_two_files(tmp_path):
    (tmp_path / "a\\x1b.txt").write_text("spelt out")
    (tmp_path / "a\x1b.txt").write_text("escape itself")

    found = find_files([tmp_path])

    assert [file.path for file in found] == [f"{tmp_path}/a\\x1b.txt"] * 2
    assert len({file.file_id for file in found}) == 2


def test_a_name_that_is_not_unicode_is_found(tmp_path):
    location = os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")
    with open(location, "wb") as file:
        file.write(b"x")

    assert find([tmp_path]) == [os.fsdecode(location)]

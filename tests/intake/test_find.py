import os

import pytest

from flows.intake import MissingPathError, find


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


def test_links_to_folders_are_not_followed(tmp_path):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "round").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "outside.txt").write_text("x")

    assert find([tmp_path / "inbox"]) == []


def test_a_name_that_is_not_unicode_is_found(tmp_path):
    location = os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")
    with open(location, "wb") as file:
        file.write(b"x")

    assert find([tmp_path]) == [os.fsdecode(location)]

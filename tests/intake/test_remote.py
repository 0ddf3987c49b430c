"""Files at addresses of fsspec's are found, fetched and read; what is unchanged there is not fetched again."""

from datetime import UTC, datetime, timedelta

import fsspec
import pytest

from flows.intake import KnownFile, Limits, MissingPathError, documents, find, survey
from flows.intake.remote import fetch
from flows.intake.survey import Trust


@pytest.fixture
def memory():
    files = fsspec.filesystem("memory")
    files.store.clear()
    files.pipe({"/inbox/a.txt": b"First story.", "/inbox/deep/b.txt": b"Second story.", "/inbox/.hidden.txt": b"x"})
    yield files
    files.store.clear()


def test_a_remote_folder_is_loaded_under_its_addresses(memory, tmp_path):
    found = survey(find(["memory://inbox"]), {}, Limits(), spool=str(tmp_path))

    assert [row.path for row in found.rows] == ["memory:///inbox/a.txt", "memory:///inbox/deep/b.txt"]
    assert [document.text for document in documents(found.to_load, Limits())] == ["First story.", "Second story."]


def test_a_pattern_and_a_single_address_are_taken(memory):
    assert [file.path for file in find(["memory://inbox/*.txt"])] == ["memory:///inbox/a.txt"]
    assert [file.path for file in find(["memory://inbox/deep/b.txt"])] == ["memory:///inbox/deep/b.txt"]


def test_what_is_unchanged_by_size_and_time_is_not_fetched_again(memory, tmp_path):
    (first, *_) = survey(find(["memory://inbox"]), {}, Limits(), spool=str(tmp_path)).rows
    (remote, *_) = find(["memory://inbox"])
    later = datetime.now(UTC) + timedelta(hours=1)
    known = {first.file_id: KnownFile(first.sha256, "loaded", remote.bytes, remote.modified_at, later)}

    again = survey(find(["memory://inbox/a.txt"]), known, Limits())  # without a folder to fetch it into

    assert [row.status for row in again.rows] == ["unchanged"]
    memory.pipe("/inbox/a.txt", b"Other story.")
    other = tmp_path / "of another load"
    other.mkdir()
    changed = survey(find(["memory://inbox/a.txt"]), known, Limits(), trust=Trust(never=True), spool=str(other))
    assert [row.status for row in changed.rows] == ["loaded"]


def test_a_remote_file_beyond_the_limit_is_refused(memory, tmp_path):
    found = survey(find(["memory://inbox/a.txt"]), {}, Limits(file_bytes=5), spool=str(tmp_path))

    assert [problem.code for problem in found.problems] == ["too_large"]


def test_what_was_fetched_is_not_fetched_again(memory, tmp_path):
    (remote,) = find(["memory://inbox/a.txt"])
    fetch(remote, str(tmp_path), 100)
    memory.store["/inbox/a.txt"].getbuffer()[:5] = b"Other"  # behind the back of the listing

    with open(fetch(remote, str(tmp_path), 100), "rb") as copy:
        assert copy.read() == b"First story."


def test_a_missing_address_and_a_missing_extra_are_told(memory, monkeypatch):
    with pytest.raises(MissingPathError, match="memory://nowhere"):
        find(["memory://nowhere/a.txt"])
    with pytest.raises(MissingPathError, match=r"copydesk\[s3\]"):
        find(["s3://bucket/inbox"])
    with pytest.raises(MissingPathError, match="no kind of address"):
        find(["carrier-pigeon://inbox"])

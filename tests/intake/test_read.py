import os
import subprocess
import sys

import pytest

from flows.intake.errors import StillWrittenError, UnreadableError
from flows.intake.read import opened

LIMIT = 1000


def whole(path, limit):
    with opened(path, limit) as file:
        return file.stream.read(), file.modified_at


def test_a_file_is_read_whole_with_its_time(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"copy")
    os.utime(tmp_path / "a.txt", (0, 86400))

    data, modified_at = whole(str(tmp_path / "a.txt"), LIMIT)

    assert (data, modified_at.isoformat()) == (b"copy", "1970-01-02T00:00:00+00:00")


def test_a_file_that_another_process_has_open_for_writing_is_left(tmp_path):
    path = tmp_path / "a.txt"
    script = "import sys; f = open(sys.argv[1], 'w'); f.write('half'); f.flush(); print(flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        writer.stdout.readline()
        with pytest.raises(StillWrittenError):
            whole(str(path), LIMIT)
        writer.communicate()

    assert whole(str(path), LIMIT)[0] == b"half"


def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")

    with pytest.raises(UnreadableError) as refused:
        whole(str(tmp_path / "pipe.txt"), LIMIT)
    assert refused.value.code == "not_a_file"


def test_a_large_file_is_refused_before_it_is_read(tmp_path):
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(10**12)  # sparse: reading it would fill the memory

    with pytest.raises(UnreadableError, match="1,000,000,000,000 bytes are more than the 1,000") as refused:
        whole(str(tmp_path / "big.txt"), LIMIT)
    assert refused.value.code == "too_large"


def test_a_dangling_link_is_unreadable(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")

    with pytest.raises(UnreadableError) as refused:
        whole(str(tmp_path / "a.txt"), LIMIT)
    assert refused.value.code == "unreadable"

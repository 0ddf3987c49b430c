"""A few of the mutated files of bench/fuzz_intake.py; the whole hundred thousand are run by hand."""

import os
import random

from bench.fuzz_intake import read

_FILES = int(os.environ.get("COPYDESK_TEST_FUZZ", "300"))
_SEED = 7 if os.environ.get("CI") else random.randrange(1_000_000)


def test_no_mutated_file_is_lost_or_brings_reading_down(tmp_path):
    results = [read(number, _SEED, str(tmp_path)) for number in range(_FILES)]

    assert [(_SEED, one.number, one.name, one.trouble) for one in results if one.trouble] == []
    assert sum(one.articles for one in results) > _FILES / 4

"""Tasks for tests/test_processes.py: they run in other processes, which import them from here."""

import os
import time
from collections.abc import Iterator


def count_to(number: int) -> Iterator[int]:
    yield from range(number)


def hang() -> Iterator[str]:
    yield "begun"
    time.sleep(600)


def crash() -> Iterator[str]:
    yield "begun"
    os._exit(9)


def refuse() -> Iterator[str]:
    yield "begun"
    raise ValueError("not today")

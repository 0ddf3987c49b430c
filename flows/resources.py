"""Where copydesk's own data files lie: SQL, expectation suites and word lists.

In a checkout they are the folders beside `flows/`; in an installed wheel they lie inside the package.
"""

import csv
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


@cache
def folder(name: str) -> Path:
    """The folder `sql`, `expectations` or `seeds`. Raises FileNotFoundError where an installation lacks it."""
    for place in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"copydesk's folder {name!r} is missing: install copydesk again")


@cache
def data_file(name: str) -> Path:
    """A file that the checkout has at its top, e.g. `prefect.yaml`. Raises as `folder` does."""
    for place in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if place.is_file():
            return place
    raise FileNotFoundError(f"copydesk's file {name!r} is missing: install copydesk again")


@cache
def sql(name: str) -> str:
    """The text of one SQL file, e.g. `load/insert_articles`."""
    return (folder("sql") / f"{name}.sql").read_text(encoding="utf-8")


@cache
def word_list(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one word list, e.g. `agencies`, each a dict of its columns."""
    with (folder("seeds") / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))

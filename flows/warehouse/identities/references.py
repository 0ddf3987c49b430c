"""Reference lists: names whose identity somebody vouches for, each with an id from outside such as Wikidata's."""

import csv
from functools import cache
from pathlib import Path

import polars as pl

from flows.model import content_id, spelling_key
from flows.resources import word_list

# list → the column of its names, and the type of what it lists
_LISTS = {"people": ("person", "PERSON"), "organisations": ("organisation", "ORG"), "places": ("place", "PLACE")}


class WrongReferenceError(ValueError):
    """A reference list that cannot be read as one; the message names the file and what it lacks."""


@cache
def references(own: Path | None = None) -> pl.DataFrame:
    """Every spelling in the lists → name_id, into_id (of the list's own name), into_name, outside_id.

    The lists are `people.csv`, `organisations.csv` and `places.csv` of seeds/, their names without an `outside_id` left
    out, and after them those of the folder `own`, which win. Columns: person, organisation or place; also (other names,
    parted by |); outside_id. A spelling that stands for two ids is left out. Raises WrongReferenceError.
    """
    rows: dict[str, tuple[str, str, str, str]] = {}
    for lists in (_shipped(), _own(own) if own else {}):
        found: dict[str, set[tuple[str, str, str, str]]] = {}
        for name, entries in lists.items():
            column, entity_type = _LISTS[name]
            for entry in entries:
                if outside_id := (entry.get("outside_id") or "").strip():
                    into = _id(entity_type, entry[column])
                    for spelling in (entry[column], *filter(None, (entry.get("also") or "").split("|"))):
                        name_id = _id(entity_type, spelling)
                        found.setdefault(name_id, set()).add((name_id, into, entry[column], outside_id))
        rows |= {name_id: next(iter(ones)) for name_id, ones in found.items() if len({one[3] for one in ones}) == 1}
    schema = dict.fromkeys(("name_id", "into_id", "into_name", "outside_id"), pl.String)
    return pl.DataFrame([rows[name_id] for name_id in sorted(rows)], schema=schema, orient="row")


def _id(entity_type: str, name: str) -> str:
    return content_id("entity", entity_type, spelling_key(name))


def _shipped() -> dict[str, tuple[dict[str, str], ...]]:
    return {name: word_list(name) for name in _LISTS}


def _own(folder: Path) -> dict[str, list[dict[str, str]]]:
    if not folder.is_dir():
        raise WrongReferenceError(f"COPYDESK_REFERENCES: {folder} is no folder")
    lists = {}
    for name, (column, _) in _LISTS.items():
        file = folder / f"{name}.csv"
        if file.exists():
            with file.open(encoding="utf-8-sig", newline="") as lines:
                reader = csv.DictReader(lines)
                if missing := {column, "outside_id"} - set(reader.fieldnames or ()):
                    raise WrongReferenceError(f"{file} lacks the column {' and '.join(sorted(missing))}")
                lists[name] = [row for row in reader if row[column]]
    return lists

"""Expectation suites: read from `expectations/*.json`, checked as far as that needs no Great Expectations."""

import difflib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

from flows.model import ENTITY_TYPES, Article, Block, Field, Link, Quote
from flows.quality.figures import FIGURES
from flows.quality.results import Severity
from flows.quality.views import DERIVED
from flows.resources import folder
from flows.tables import TABLES

BATCH = "batch"
# one suite a table, one for the load as a whole, and the thresholds of drift (flows.quality.drift)
_FILES = (*(table.name for table in TABLES), BATCH, "drift")
_KEYS = {"type", "kwargs", "severity", "meta"}
_META = {"code", "why"}
_CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")


class SuiteError(Exception):
    """A mistake in a suite: the message says in which file and expectation, and what to do."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One expectation as its suite states it, references filled in."""

    table: str
    number: int
    type: str
    kwargs: dict[str, Any]
    severity: Severity
    why: str
    code: str

    @property
    def place(self) -> str:
        """Where it is written, for messages."""
        return f"expectations/{self.table}.json, expectation {self.number} ({self.code})"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it names."""
        named = [self.kwargs[key] for key in ("column", "column_A", "column_B") if key in self.kwargs]
        return (*named, *(self.kwargs.get("column_list") or ()))


@dataclass(frozen=True, slots=True)
class Suites:
    """The suite of each table, keyed by its name, and under `batch` that of the load as a whole."""

    rules: dict[str, tuple[Rule, ...]]


def columns_of(table: str) -> list[str]:
    """The columns that a suite may name: the table's own and those derived, or the figures of the load."""
    if table == BATCH:
        return list(FIGURES)
    return [*next(known.names for known in TABLES if known.name == table), *DERIVED[table]]


def read_suites(where: Path | None = None) -> Suites:
    """Read and check every suite of a folder, by default copydesk's own. Raises SuiteError at the first mistake.

    Unknown expectation types and arguments need Great Expectations and are found by `warm_up`, before anything loads.
    """
    place = where or folder("expectations")
    for stray in sorted(file.name for file in place.glob("*.json") if file.stem not in _FILES):
        raise SuiteError(
            f"expectations/{stray} belongs to no table{did_you_mean(stray, [f'{name}.json' for name in _FILES])}"
        )
    return Suites({name: _read_suite(place, name) for name in (*(table.name for table in TABLES), BATCH)})


def _read_suite(place: Path, table: str) -> tuple[Rule, ...]:
    file = f"expectations/{table}.json"
    try:
        suite = json.loads((place / f"{table}.json").read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise SuiteError(f"{file} is missing: each table and the batch need a suite") from missing
    except ValueError as broken:
        raise SuiteError(f"{file} is not JSON: {broken}") from broken
    if not isinstance(suite, dict) or suite.get("name") != table or not isinstance(suite.get("expectations"), list):
        raise SuiteError(f'{file}: write {{"name": "{table}", "expectations": [...]}}')
    rules = tuple(_read_rule(table, number, given) for number, given in enumerate(suite["expectations"], 1))
    codes: set[str] = set()
    for rule in rules:
        if rule.code in codes:
            raise SuiteError(f"{rule.place}: its code is taken by an earlier expectation; give it one of its own")
        codes.add(rule.code)
    return rules


def _read_rule(table: str, number: int, given: Any) -> Rule:
    place = f"expectations/{table}.json, expectation {number}"
    if not isinstance(given, dict):
        raise SuiteError(f"{place}: write an object with the keys {', '.join(sorted(_KEYS))}")
    _require_keys(place, given, _KEYS)
    meta, kwargs, severity = given["meta"], given["kwargs"], given["severity"]
    if not isinstance(meta, dict) or not isinstance(kwargs, dict) or not isinstance(given["type"], str):
        raise SuiteError(f"{place}: `type` is a text, `kwargs` and `meta` are objects")
    _require_keys(f"{place}, meta", meta, _META)
    if severity not in get_args(Severity):
        raise SuiteError(f"{place}: severity is {severity!r}; write one of {', '.join(get_args(Severity))}")
    if not isinstance(meta["why"], str) or not meta["why"].strip():
        raise SuiteError(f"{place}: meta.why is empty; say in one plain sentence why this is expected")
    if not isinstance(meta["code"], str) or not _CODE.fullmatch(meta["code"]):
        raise SuiteError(f"{place}: meta.code is {meta['code']!r}; write lower-case words joined by dots: text.span")
    filled = {key: _fill_in(place, table, value) for key, value in kwargs.items()}
    rule = Rule(table, number, given["type"], filled, severity, meta["why"].strip(), f"{table}.{meta['code']}")
    _require_columns(rule)
    _require_regex(rule)
    return rule


def _require_keys(place: str, given: dict[str, Any], wanted: set[str]) -> None:
    if missing := sorted(wanted - given.keys()):
        raise SuiteError(
            f"{place}: {', '.join(missing)} is missing; each expectation needs {', '.join(sorted(wanted))}"
        )
    if unknown := sorted(given.keys() - wanted):
        raise SuiteError(f"{place}: unknown key {', '.join(unknown)}; the keys are {', '.join(sorted(wanted))}")


def _require_columns(rule: Rule) -> None:
    known = columns_of(rule.table)
    for column in rule.columns:
        if column not in known:
            kind = "figure of the load" if rule.table == BATCH else f"column of {rule.table}"
            raise SuiteError(f"{rule.place}: {column!r} is no {kind}{did_you_mean(column, known)}")


def _require_regex(rule: Rule) -> None:
    try:
        re.compile(rule.kwargs.get("regex", ""))
    except (re.error, TypeError) as broken:
        raise SuiteError(f"{rule.place}: the regex cannot be read: {broken}") from broken


def did_you_mean(word: object, known: list[str]) -> str:
    """The end of a message about an unknown word."""
    close = difflib.get_close_matches(str(word), known, 1)
    return f"; did you mean {close[0]!r}?" if close else f"; known are {', '.join(known)}"


def _fill_in(place: str, table: str, value: Any) -> Any:
    """Replace `@name` by the list that the model declares, so that a suite never repeats the model."""
    if not (isinstance(value, str) and value.startswith("@")):
        return value
    lists = {"@columns": columns_of(table), **_MODEL_LISTS}
    if value not in lists:
        raise SuiteError(f"{place}: {value} stands for no list{did_you_mean(value, list(lists))}")
    return lists[value]


def _choices(kind: type, attribute: str) -> list[str]:
    hint = get_type_hints(kind)[attribute]
    members = [hint, *get_args(hint)]  # the literal itself, or as one member of a union with None
    return [choice for member in members for choice in get_args(member) if isinstance(choice, str)]


_MODEL_LISTS: dict[str, list[str]] = {
    "@entity_types": list(ENTITY_TYPES),
    "@fields": list(get_args(Field)),
    "@title_sources": _choices(Article, "title_source"),
    "@block_kinds": _choices(Block, "kind"),
    "@quote_kinds": _choices(Quote, "kind"),
    "@quote_blocks": _choices(Quote, "block"),
    "@link_kinds": _choices(Link, "kind"),
}

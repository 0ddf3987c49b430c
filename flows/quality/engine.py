"""Great Expectations at work: suites made from rules, and run on one frame.

The only module, with `expectations`, that needs Great Expectations: it is imported once a process, at the first use.
"""

import gc
import json
import logging
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from flows.quality.deferred import defer
from flows.quality.results import MOST_EXAMPLES, CheckResult, Example
from flows.quality.suites import BATCH, Rule, SuiteError, did_you_mean, read_suites
from flows.tables import TABLES

_KEYS = {table.name: table.key for table in TABLES}
# Counts for all expectations first, which takes half the time of all details; then every failing row of those that have
# any, by position: keys may be null or doubled, which is what is being checked.
_COUNTS = {"result_format": "BASIC", "partial_unexpected_count": 0}
_ROWS = {
    "result_format": "COMPLETE",
    "partial_unexpected_count": 0,
    "return_unexpected_index_query": False,
}
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Finding:
    """What one expectation found in one frame, and the positions of the rows that failed."""

    result: CheckResult
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Bench:
    """The rules, the expectations made from them by table and code, and where each table's frame goes in."""

    rules: dict[str, tuple[Rule, ...]]
    expectations: dict[str, dict[str, Any]]
    batches: dict[str, Any]


def run(table: str, frame: pl.DataFrame, where: Path | None = None) -> list[Finding]:
    """Run a table's suite, or that of the load, on its frame → a finding for each expectation, in the suite's order.

    An expectation that raises, or that yields nothing, is a finding with an `error`. Raises SuiteError.
    """
    bench = make_ready(where)
    try:
        raw = _validate(table, bench, frame)
    except Exception as error:  # noqa: BLE001 - whatever is raised in there, a check that cannot run has failed
        return [_finding(rule, bench, frame, None, _say(error)) for rule in bench.rules[table]]
    return [_finding(rule, bench, frame, raw.get(rule.code)) for rule in bench.rules[table]]


@cache
def make_ready(where: Path | None = None) -> _Bench:
    """Import Great Expectations and build every suite, once a process. Raises SuiteError at a mistake in a suite."""
    rules = read_suites(where).rules
    _import_great_expectations()
    import great_expectations as gx
    from great_expectations.execution_engine import pandas_execution_engine

    # Great Expectations hashes every frame below this size into a fingerprint, which nobody reads.
    pandas_execution_engine.HASH_THRESHOLD = 0
    context = gx.get_context(mode="ephemeral")
    context.enable_analytics(enable=False)
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    source = context.data_sources.add_pandas("frames")
    return _Bench(
        rules=rules,
        expectations={table: {rule.code: _build(rule) for rule in suite} for table, suite in rules.items()},
        batches={name: source.add_dataframe_asset(name).add_batch_definition_whole_dataframe(name) for name in rules},
    )


def _validate(table: str, bench: _Bench, frame: pl.DataFrame) -> dict[str, Any]:
    """Each expectation's raw result by its code."""
    batch = bench.batches[table].get_batch({"dataframe": frame.to_pandas()})
    raw = _by_code(batch.validate(_suite(table, bench.expectations[table].values()), result_format=_COUNTS))
    failing = [bench.expectations[table][code] for code, result in raw.items() if result.result.get("unexpected_count")]
    if failing:
        raw |= _by_code(batch.validate(_suite(table, failing), result_format=_ROWS))
    return raw


def _suite(name: str, expectations: Iterable[Any]) -> Any:
    import great_expectations as gx

    return gx.ExpectationSuite(name=name, expectations=[*expectations])


def _by_code(results: Any) -> dict[str, Any]:
    by_code: dict[str, Any] = {}
    for result in results.results:
        code = result.expectation_config.meta["code"]
        if code not in by_code or _error_of(result):  # an expectation that raised may be reported once for each metric
            by_code[code] = result
    return by_code


def _import_great_expectations() -> None:
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    logging.getLogger("great_expectations").setLevel(logging.WARNING)
    for name in ("scipy.stats", "altair"):
        defer(name)
    # the import makes a million objects that stay: collecting among them is in vain
    collecting = gc.isenabled()
    gc.disable()
    try:
        import flows.quality.expectations  # noqa: F401 - defining them registers them
    finally:
        if collecting:
            gc.enable()


def _build(rule: Rule) -> Any:
    from great_expectations.compatibility import pydantic
    from great_expectations.exceptions import ExpectationNotFoundError
    from great_expectations.expectations.registry import (
        get_expectation_impl,
        list_registered_expectation_implementations,
    )

    try:
        kind = get_expectation_impl(rule.type)
    except ExpectationNotFoundError as unknown:
        known = sorted(list_registered_expectation_implementations())
        raise SuiteError(f"{rule.place}: unknown type {rule.type!r}{did_you_mean(rule.type, known)}") from unknown
    try:
        return kind(**rule.kwargs, severity=rule.severity, meta={"code": rule.code, "why": rule.why})
    except pydantic.ValidationError as wrong:
        details = "; ".join(f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in wrong.errors())
        raise SuiteError(f"{rule.place}: wrong kwargs of {rule.type}: {details}") from wrong
    except (TypeError, ValueError) as wrong:
        raise SuiteError(f"{rule.place}: wrong kwargs of {rule.type}: {wrong}") from wrong


def _finding(rule: Rule, bench: _Bench, frame: pl.DataFrame, raw: Any, error: str | None = None) -> Finding:
    expectation = bench.expectations[rule.table][rule.code]
    of_rows = rule.table != BATCH and _is_of_rows(expectation)
    columns = _columns(expectation)
    found = raw.result if raw is not None else {}
    rows = tuple(found.get("unexpected_index_list") or ()) if of_rows else ()
    if error is None:
        error = _error_of(raw) if raw is not None else "it gave no result"
    if error is None and of_rows and len(rows) != found["unexpected_count"]:
        error = "its failing rows could not be told apart"
    if error is not None:
        checked, failed, rows = 0, 0, ()
    elif of_rows:
        checked, failed = found["element_count"] - found.get("missing_count", 0), len(rows)
    else:
        checked, failed = 1, int(not raw.success)
    return Finding(
        CheckResult(
            table=rule.table,
            code=rule.code,
            expectation=rule.type,
            column=", ".join(columns),
            severity=rule.severity,
            why=rule.why,
            of_rows=of_rows,
            checked=checked,
            failed=failed,
            mostly=rule.kwargs.get("mostly") if of_rows else None,
            error=error,
            observed=None if of_rows or error else _observed(rule, frame, found),
            allowed=_cut(_json({key: value for key, value in rule.kwargs.items() if not key.startswith("column")})),
            examples=_examples(rule.table, frame, columns, rows),
        ),
        rows,
    )


def _is_of_rows(expectation: Any) -> bool:
    from great_expectations.expectations import expectation as kinds

    return isinstance(
        expectation, kinds.ColumnMapExpectation | kinds.ColumnPairMapExpectation | kinds.MulticolumnMapExpectation
    )


def _columns(expectation: Any) -> tuple[str, ...]:
    named = [getattr(expectation, name, None) for name in ("column", "column_A", "column_B")]
    if _is_of_rows(expectation):
        named += getattr(expectation, "column_list", None) or ()
    return tuple(name for name in named if name)


def _error_of(raw: Any) -> str | None:
    """What was raised: one description, or one for each metric that the expectation stands on."""
    info = raw.exception_info or {}
    infos: Iterable[Any] = [info] if "raised_exception" in info else info.values()
    raised = [each for each in infos if each["raised_exception"]]
    return _cut(str(raised[0]["exception_message"]).strip() or "an exception without a message.") if raised else None


def _say(error: Exception) -> str:
    return _cut(f"{type(error).__name__}: {error}")


def _observed(rule: Rule, frame: pl.DataFrame, found: dict[str, Any]) -> str:
    if rule.table == BATCH and rule.columns:
        return ", ".join(
            f"{name} {'null' if frame[name][0] is None else f'{frame[name][0]:.10g}'}" for name in rule.columns
        )
    details = found.get("details") or {}
    return _cut(_json(details["mismatched"]) if "mismatched" in details else _json(found.get("observed_value")))


def _examples(table: str, frame: pl.DataFrame, columns: Sequence[str], rows: Sequence[int]) -> tuple[Example, ...]:
    if not rows:
        return ()

    def text(row: dict[str, Any], *names: str) -> str:
        return next((_cut(str(row[name])) for name in names if row.get(name) is not None), "")

    def value(row: dict[str, Any]) -> str:
        return _cut(" | ".join(f"{name}: {'null' if row.get(name) is None else row[name]}" for name in columns))

    return tuple(
        Example(
            text(row, _KEYS[table]),
            text(row, "article_id"),
            text(row, "text", "title", "body"),
            value(row),
            _span(row),
        )
        for row in frame[list(rows[:MOST_EXAMPLES])].iter_rows(named=True)
    )


def _span(row: dict[str, Any]) -> tuple[str, int, int] | None:
    field, start, end = (row.get(name) for name in ("field", "start_char", "end_char"))
    return None if field is None or start is None or end is None else (field, start, end)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"

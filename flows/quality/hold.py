"""Rows that failed → the quarantine, with their family; the other rows → onward."""

from collections.abc import Mapping, Sequence

import polars as pl

from flows.model import Problem
from flows.quality.engine import Finding
from flows.quality.results import CheckResult
from flows.tables import Frames, Table

FAMILY = "family"
Reasons = dict[int, list[CheckResult]]


def hold(frames: Frames, findings: Mapping[str, Sequence[Finding]]) -> tuple[Frames, tuple[Problem, ...]]:
    """Part the frames into the rows that pass and a Problem for each row held.

    An article held takes its entities, quotes and links along (code `family`); each of these goes alone. A row that
    fails several expectations is held once, with the code of the first. Failing an `info` expectation holds nothing.
    `path` is left empty, and so is `file_id` where the row's article is not in the batch.
    """
    articles = frames.articles
    failed = _reasons(findings.get("articles", ()))
    if not failed and not any(_reasons(found) for found in findings.values()):
        return frames, ()
    bad_articles = {articles["article_id"][row]: reasons for row, reasons in failed.items()}
    homes = {
        key: (file_id, record_no) for key, file_id, record_no in articles["article_id", "file_id", "record_no"].rows()
    }
    passed: dict[str, pl.DataFrame] = {}
    held: list[Problem] = []
    for table, frame in frames.items():
        reasons = _reasons(findings.get(table.name, ()))
        family = _family(frame, bad_articles) if table.name != "articles" else {}
        held.extend(_problems(table, frame, reasons, family, homes))
        gone = pl.Series([*reasons, *family], dtype=pl.UInt32)
        passed[table.name] = frame.filter(~pl.int_range(pl.len(), dtype=pl.UInt32).is_in(gone.implode()))
    return Frames(**passed), tuple(held)


def _reasons(findings: Sequence[Finding]) -> Reasons:
    reasons: Reasons = {}
    for finding in findings:
        if finding.result.holds_rows:
            for row in finding.rows:
                reasons.setdefault(row, []).append(finding.result)
    return reasons


def _family(frame: pl.DataFrame, bad_articles: Mapping[str, list[CheckResult]]) -> Reasons:
    rows = enumerate(frame["article_id"]) if bad_articles else ()
    return {row: bad_articles[key] for row, key in rows if key in bad_articles}


def _problems(
    table: Table, frame: pl.DataFrame, own: Reasons, family: Reasons, homes: Mapping[str, tuple[str | None, int]]
) -> list[Problem]:
    numbers = sorted({*own, *family})
    rows = frame[numbers]
    as_json = rows.select(pl.struct(pl.all()).struct.json_encode()).to_series()
    problems = []
    for number, article_id, row in zip(numbers, rows["article_id"], as_json, strict=True):
        file_id, record_no = homes.get(article_id, (None, None))
        if number in family:
            code, message = FAMILY, f"Its article is held ({family[number][0].code}): {family[number][0].why}"
        else:
            code, message = own[number][0].code, " ".join(reason.why for reason in own[number])
        problems.append(Problem("check", code, message, "", file_id or "", record_no, article_id, table.name, row))
    return problems

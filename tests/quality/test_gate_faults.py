"""Faults by the thousand, and one in many: the gate does what the severity says, and the report stays small.

`COPYDESK_TEST_ROWS=1000000` makes the many a million.
"""

import json
import os

import polars as pl
import pytest

from flows.quality import check, check_load, engine, figures, report, verdict
from flows.tables import Frames
from tests.quality.test_quality_report import HOSTILE, summary

MANY = int(os.environ.get("COPYDESK_TEST_ROWS", "20000"))
CLOSED, WARNED, PASSED = "gate closed", "passed with warnings", "passed"


@pytest.fixture
def judged_by(suites_in):
    """Make one expectation the whole suite of entities: text without a mark that the tests put into bad rows."""

    def judged_by(severity: str, **kwargs: object) -> None:
        expectation = {
            "type": "expect_column_values_to_not_match_regex",
            "kwargs": {"column": "text", "regex": "onerror", **kwargs},
            "severity": severity,
            "meta": {"code": "text.sound", "why": "Names have no handlers."},
        }
        (suites_in / "entities.json").write_text(json.dumps({"name": "entities", "expectations": [expectation]}))
        engine.make_ready.cache_clear()

    return judged_by


def many(frames: Frames, rows: int, bad: int) -> Frames:
    """So many mentions of the three articles, the last of them bad."""
    numbers = pl.int_range(pl.len())
    entities = pl.concat([frames.entities] * -(-rows // frames.entities.height)).head(rows)
    entities = entities.with_columns(
        mention_id=numbers.cast(pl.String).str.zfill(20),
        text=pl.when(numbers >= rows - bad).then(pl.lit(HOSTILE)).otherwise("text"),
    )
    return Frames(frames.articles, entities, frames.quotes, frames.links)


@pytest.mark.parametrize(
    ("severity", "kwargs", "held", "status"),
    [
        ("critical", {}, 1, WARNED),
        ("critical", {"mostly": 1.0}, 1, CLOSED),
        ("critical", {"mostly": 0.9}, 1, WARNED),
        ("warning", {}, 0, WARNED),
        ("info", {}, 0, PASSED),
    ],
)
def test_one_bad_row_in_very_many(frames, judged_by, severity, kwargs, held, status):
    judged_by(severity, **kwargs)

    checked = check(many(frames, MANY, 1))

    (result,) = (result for result in checked.results if result.table == "entities")
    assert (result.checked, result.failed, len(checked.held)) == (MANY, 1, held)
    assert checked.frames.entities.height == MANY - held
    assert verdict(checked.results).status == status
    if held:
        assert json.loads(checked.held[0].row)["mention_id"] == str(MANY - 1).zfill(20)


@pytest.mark.parametrize(
    ("severity", "held", "status", "load_status"),
    [
        ("critical", 100_000, WARNED, CLOSED),  # rows alone are held; that most of a load is held closes the gate
        ("warning", 0, WARNED, WARNED),
        ("info", 0, PASSED, PASSED),
    ],
)
def test_a_hundred_thousand_rows_that_all_fail(frames, judged_by, severity, held, status, load_status):
    judged_by(severity)

    checked = check(many(frames, 100_000, 100_000))

    assert len(checked.held) == held
    assert verdict(checked.results).status == status
    files = {"found": 50, "loaded": 50, "unchanged": 0, "duplicate": 0, "quarantined": 0}
    passed = {"articles": 50, "entities": 100_000 - held, "quotes": 200, "links": 9}
    counts = {"articles": 0, "entities": held, "quotes": 0, "links": 0}
    of_load = check_load(figures(files, passed, counts, 0, 0, 20, 50, None))
    quiet = tuple(result for result in of_load if result.code != "batch.entities_per_article.range")
    assert verdict((*checked.results, *quiet)).status == load_status
    text = report(summary((*checked.results, *of_load)))
    assert len(text.encode()) < 100_000
    assert "<img" not in text.replace("\\<img", "")


def test_every_expectation_of_every_table_failing_on_every_row_makes_a_report_below_500_kb(frames):
    def spoilt(frame: pl.DataFrame) -> pl.DataFrame:
        return pl.concat([frame] * 50).with_columns(
            (pl.col(pl.String).exclude("article_id", "load_id").fill_null("") + HOSTILE * 40),
            pl.col(pl.Int32) - 1_000_000,
        )

    checked = check(
        Frames(
            **{
                table.name: spoilt(frame) if table.name != "articles" else frame.vstack(spoilt(frame))
                for table, frame in frames.items()
            }
        )
    )

    assert sum(not result.success for result in checked.results) > 30
    text = report(summary(checked.results))
    assert 50_000 < len(text.encode()) < 500_000
    assert "could not run" not in text

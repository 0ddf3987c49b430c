"""What the reports show of drift and of the runs before: charts, bands, a report on each source under its own key."""

import base64
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest

from flows.model import Problem
from flows.quality import Measure, failures, report, source_key, source_report
from flows.quality.report import Point
from tests.quality.test_quality_report import HOSTILE, html, result, summary

LOST = Measure("Herald", "share_without_title", 1.0, 6, 7, 0.0, -0.2, 0.2, "drifted")
STEADY = Measure("(all)", "median_words", 120.0, 12, 7, 118.0, 60.0, 180.0, "steady")
FEW = Measure("Gazette", "median_words", 90.0, 6, 2, 90.0, None, None, "too few runs")


def points(source: str, metric: str, *values: float) -> tuple[Point, ...]:
    began = datetime(2026, 1, 1, tzinfo=UTC)
    verdicts = ("passed", "passed with warnings", "gate closed")
    return tuple(
        Point(source, metric, began + timedelta(days=day), verdicts[day % 3], value, 0.0 if day > 4 else None, 200.0)
        for day, value in enumerate(values)
    )


TREND = points("(all)", "articles", *range(1, 21)) + points("(all)", "median_words", *range(101, 121))


def drawn(markdown: str) -> list[ElementTree.Element]:
    images = re.findall(r"!\[[a-zA-Z0-9. ]+\]\(data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)\)", markdown)
    return [ElementTree.fromstring(base64.b64decode(image)) for image in images]


def test_the_last_twenty_runs_are_a_bar_or_a_point_each():
    bars, line = drawn(report(summary([result()], measures=(STEADY,), trend=TREND)))

    named = "{http://www.w3.org/2000/svg}"
    colours = [bar.get("fill") for bar in bars.findall(f"{named}rect")]
    assert len(colours) == 20
    assert colours[:3] == ["#2f9e44", "#e8890c", "#e03131"]
    assert len(line.find(f"{named}polyline").get("points").split()) == 20
    assert line.find(f"{named}polygon") is not None


def test_what_drifted_is_told_with_its_band_and_what_could_not_be_compared_is_counted():
    text = report(summary([result()], measures=(LOST, STEADY, FEW)))

    assert "1 steady, 1 drifted, 1 too few runs, 0 too few articles" in text
    assert "| Herald | share\\_without\\_title | 100.0% | 0.0% | 0.0% to 20.0% | 6 | 7 |" in text


def test_the_report_on_a_source_begins_with_what_drifted_and_says_what_that_may_mean():
    rule = result("drift.share_without_title", table="drift", of_rows=False, why="Its page template has changed.")

    text = source_report(summary([rule], measures=(LOST, STEADY), trend=points("Herald", "articles", 1, 2)), "Herald")

    assert text.splitlines()[0] == "## ⚠ Herald drifted: share\\_without\\_title"
    assert "- Its page template has changed." in text
    assert len(drawn(text)) == 1
    assert "load_id = '2026-load-1'" in text


def test_a_hostile_name_of_a_source_is_shown_and_does_nothing():
    named = replace(LOST, source=HOSTILE, metric=f"language.{HOSTILE}")
    told = summary([result()], measures=(named,), trend=points(HOSTILE, named.metric, 0.1, 0.2))

    for text in (report(told), source_report(told, HOSTILE)):
        shown = html(text)
        assert all(mark not in shown for mark in ("<img src=x", "<a ", "<script", "<!--", "\x1b", "\u202e"))
        assert "&lt;img src=x onerror=alert(1)&gt;" in shown
    assert all("\x1b" not in str(row) and "\u202e" not in str(row) for row in failures(told))


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("Reuters", "drift-reuters"),
        ("Iran Press", "drift-iran-press"),
        ("(all)", "drift-all-sources"),
    ],
)
def test_a_source_has_a_key_that_can_be_read(source, key):
    assert source_key(source) == key


@pytest.mark.parametrize("source", ["Le Monde!", "Der Standard/ÖR", "新华社", "x" * 300, "-", "<img>", "a\u202eb"])
def test_every_source_has_a_key_of_its_own_that_prefect_takes(source):
    assert re.fullmatch(r"drift-[a-z0-9]+(-[a-z0-9]+)*", source_key(source))
    assert source_key(source) == source_key(source)
    assert len({source_key(source), source_key(source + " "), source_key(source.lower() + "é")}) == 3


def test_the_table_of_failures_has_what_did_not_hold_what_drifted_and_what_could_not_be_read():
    results = [
        result("quotes.fine"),
        result("quotes.counted", severity="info", failed=9),
        result("quotes.held", failed=2, examples=()),
        result("drift.share_without_title", table="drift", of_rows=False, severity="warning", failed=1),
    ]

    problems = [Problem("intake", "empty", "there is nothing in this file", f"in/{name}", name) for name in "ab"]
    problems.append(Problem("check", "quotes.held", "Text proves.", "in/c", "c"))

    assert failures(summary(results, problems, measures=(LOST, STEADY))) == [
        {
            "outcome": "⚠ rows held",
            "expectation": "quotes.held",
            "severity": "critical",
            "checked": 10,
            "failed": 2,
            "observed": "20.00% fail",
            "allowed": "0.00%",
        },
        {
            "outcome": "⚠ drifted",
            "expectation": "drift.share_without_title",
            "severity": "warning",
            "checked": 6,
            "failed": 1,
            "observed": "Herald: 100.0%",
            "allowed": "0.0% to 20.0%",
        },
        {
            "outcome": "⚠ held",
            "expectation": "intake.empty",
            "severity": "",
            "checked": 3,
            "failed": 2,
            "observed": "there is nothing in this file: in/a",
            "allowed": "",
        },
    ]

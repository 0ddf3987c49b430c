from dataclasses import replace

import pytest

from flows.quality import CheckResult, Example, merge, verdict

ROWS = CheckResult("quotes", "quotes.text.span", "expect_x", "text", "critical", "Text proves.", True, 100, 0)
TABLE = CheckResult("links", "links.columns", "expect_y", "", "critical", "Places count.", False, 1, 0)


@pytest.mark.parametrize(
    ("result", "status"),
    [
        (ROWS, "passed"),
        (replace(ROWS, failed=100), "passed with warnings"),
        (replace(ROWS, failed=1, severity="warning"), "passed with warnings"),
        (replace(ROWS, failed=100, severity="info"), "passed"),
        (replace(ROWS, failed=5, mostly=0.95), "passed with warnings"),
        (replace(ROWS, failed=6, mostly=0.95), "gate closed"),
        (replace(ROWS, failed=6, mostly=0.95, severity="warning"), "passed with warnings"),
        (replace(ROWS, failed=6, mostly=0.95, severity="info"), "passed"),
        (TABLE, "passed"),
        (replace(TABLE, failed=1), "gate closed"),
        (replace(TABLE, failed=1, severity="warning"), "passed with warnings"),
        (replace(TABLE, failed=1, severity="info"), "passed"),
        (replace(TABLE, error="boom", severity="info"), "gate closed"),
        (replace(ROWS, error="boom", checked=0), "gate closed"),
    ],
)
def test_the_verdict_follows_severity_and_kind(result, status):
    assert verdict([ROWS, result, TABLE]).status == status


def test_a_closed_gate_says_which_and_why():
    judged = verdict([replace(TABLE, failed=1, observed="a, b", allowed="b, a"), replace(ROWS, error="boom")])

    assert judged.closed_by == (
        "links.columns (critical) fails, observed a, b, allowed b, a: Places count.",
        "quotes.text.span (critical) could not be checked (boom): Text proves.",
    )


def test_batches_are_merged_into_one_result_an_expectation():
    examples = tuple(Example(str(number), "a", "text", "value") for number in range(8))
    batches = [
        replace(ROWS, failed=8, examples=examples),
        replace(TABLE, observed="fine"),
        replace(ROWS, checked=50, failed=8, examples=examples),
        replace(TABLE, failed=1, observed="wrong"),
        replace(ROWS, checked=0, error="boom"),
    ]

    assert merge(batches) == (
        replace(ROWS, checked=150, failed=16, error="boom", examples=(examples + examples)[:10]),
        replace(TABLE, checked=2, failed=1, observed="wrong"),
    )


def test_the_tolerance_is_of_the_whole_load_not_of_a_batch():
    batches = [replace(ROWS, checked=10, failed=10, mostly=0.9), replace(ROWS, checked=190, failed=0, mostly=0.9)]

    assert verdict(batches).status == "gate closed"
    assert verdict(merge(batches)).status == "passed with warnings"


def test_nothing_checked_fails_nothing():
    assert (replace(ROWS, checked=0).share, replace(ROWS, checked=0).success) == (0.0, True)

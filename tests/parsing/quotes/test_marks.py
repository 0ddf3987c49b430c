"""Quotation marks of every style are paired, and slips in them are forgiven."""

import pytest

from flows.parsing.quotes.marks import pair_marks

INNER = [
    ("He said “yes” and ‘no’.", ["yes", "no"]),
    ('"Yes," he said. "No."', ["Yes,", "No."]),
    ("''Yes,'' he said.", ["Yes,"]),
    ("«Yes» and „no”", ["Yes", "no"]),
    ("“He said “no” to me,” she said.", ["He said “no” to me,"]),
    ("“He said ‘no’ to me,” she said.", ["He said ‘no’ to me,"]),
    ("“Why?“ he asked.", ["Why?"]),
    ("“Lost. He left. “Found.”", ["Found."]),
    ("the workers’ rights and the ministers' talks", []),
    ("It's Lavrov's 'plan' for '68", ["plan"]),
    ("5'10\" tall", []),
    ('"" “” " "', []),
]


@pytest.mark.parametrize(("text", "expected"), INNER)
def test_pairs(text: str, expected: list[str]) -> None:
    assert [text[q.inner_start : q.inner_end] for q in pair_marks(text, [(0, len(text))])] == expected


def test_a_mark_left_open_reaches_to_the_end_where_the_next_block_opens_again() -> None:
    text = "He said: “One.\n“Two.”\nThree “four."
    blocks = [(0, 14), (15, 21), (22, len(text))]

    found = [(text[q.inner_start : q.inner_end], q.closed) for q in pair_marks(text, blocks)]
    assert found == [("One.", False), ("Two.", True)]

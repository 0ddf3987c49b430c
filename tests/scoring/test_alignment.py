"""Where a parsed field stands in the text that answers count in."""

import time

from hypothesis import given
from hypothesis import strategies as st

from flows.scoring.alignment import Alignment


def placed(source, field, words):
    start = field.index(words)
    span = Alignment(source, field).span(start, start + len(words))
    return None if span is None else source[slice(*span)]


def test_wrapped_lines_and_odd_spaces_are_seen_through():
    source = "    OSLO - The Shanghai\u00a0Cooperation\n    Organisation met.\n"
    assert placed(source, "OSLO - The Shanghai Cooperation Organisation met.", "Shanghai Cooperation Organisation") == (
        "Shanghai\u00a0Cooperation\n    Organisation"
    )


def test_quotation_marks_and_dashes_of_any_style_are_the_same():
    assert placed("``We won,'' – said Lee", '"We won," - said Lee', "- said Lee") == "– said Lee"


def test_a_repeated_line_is_placed_where_it_is_repeated():
    source = "Lee won.\n\nRay lost.\n\nLee won."
    aligned = Alignment(source, source)
    assert aligned.span(21, 29) == (21, 29)
    assert aligned.span(0, 8) == (0, 8)


def test_a_line_that_lost_words_is_placed_word_by_word():
    assert placed("Lee (see page 4) won the cup.", "Lee won the cup.", "won the cup") == "won the cup"


def test_what_the_source_does_not_hold_has_no_place():
    assert placed("Lee won.", "Ray lost.", "Ray lost") is None


@given(st.text(alphabet="abc \n\u00a0“”-", max_size=60), st.data())
def test_a_text_aligned_with_itself_stays_where_it_is(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    kept = [i for i in range(start, end) if text[i] in "abc-"]
    assert Alignment(text, text).span(start, end) == ((kept[0], kept[-1] + 1) if kept else None)


def test_a_long_strange_text_takes_no_long_time():
    began = time.process_time()
    Alignment("x " * 100_000, "y " * 100_000)
    Alignment("“" * 500_000, "”" * 500_000)
    assert time.process_time() - began < 5

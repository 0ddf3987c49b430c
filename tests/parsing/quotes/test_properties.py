"""Whatever the text, spans prove their text, quotes do not overlap, and time stays linear."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.parsing.quotes import find_quotes, load_syntax
from flows.parsing.quotes.marks import pair_marks
from flows.parsing.quotes.sentences import split_sentences

from .conftest import KnownPeople, article_of

PIECES = st.sampled_from(
    ["“", "”", '"', "'", "’", "«", "»", "''", "—", ": ", ", ", ". ", "? ", "\n\n", " ", "he said", "Lavrov", "said",
     "according to", "the bridge is safe", "that", "U.S.", "(", ")", "😀", "\ud800", "\u00a0", "A", "no", "did not say"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_rows_hold_for_any_text(body: str, title: str) -> None:
    article = article_of(body, title)
    quotes = find_quotes(article, KnownPeople(article, {"Lavrov": "Sergei Lavrov"}))

    for quote in quotes:
        text = article.text_of(quote.field)
        assert quote.text == text[quote.start_char : quote.end_char] != ""
        assert (quote.speaker_text is None) == (quote.speaker_start_char is None) == (quote.speaker_end_char is None)
        if quote.speaker_text is not None:
            assert quote.speaker_text == text[quote.speaker_start_char : quote.speaker_end_char]
        if quote.cue is not None:
            assert quote.cue == text[quote.cue_start_char : quote.cue_end_char]
    for field in ("title", "body"):
        spans = [(q.start_char, q.end_char) for q in quotes if q.field == field]
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_marks_and_sentences_lie_in_order_within_their_block(text: str) -> None:
    quoted = pair_marks(text, [(0, len(text))])
    spans = [(q.start, q.inner_start, q.inner_end, q.end) for q in quoted]
    sentences = split_sentences(text, 0, len(text))

    assert all(0 <= a < b < c <= d <= len(text) for a, b, c, d in spans)
    assert sorted(point for span in spans for point in span) == [point for span in spans for point in span]
    assert sorted(point for span in sentences for point in span) == [point for span in sentences for point in span]
    assert "".join("".join(text.split())) == "".join("".join(text[a:b].split()) for a, b in sentences)


@pytest.mark.parametrize("piece", ['"', "“", "'", '" ', "“a ", "A", "ABC ", " ", ". ", "”", "a: ", "“a” — ", '"AB: '])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    load_syntax()
    body = piece * (1_000_000 // len(piece))
    article = article_of(body)
    began = time.perf_counter()
    find_quotes(article, KnownPeople(article, {}))

    assert time.perf_counter() - began < 10  # about one second on a quiet machine; quadratic time would be hours

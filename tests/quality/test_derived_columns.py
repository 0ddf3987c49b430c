import time
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from flows.model import Article, Document, Mention, Parsed
from flows.parsing.frames import make_frames
from flows.quality.views import views

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def mentions_of(body, spans, title=None, field="body"):
    mentions = tuple(Mention(field, start, end, "", "PERSON") for start, end in spans)
    return make_frames([Parsed(Document("f", "p", 0, body), Article(title, None, body), mentions, ())], "load", NOW)


@given(st.text(st.characters(codec="utf-8")), st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40)), max_size=5))
def test_the_text_of_a_span_is_what_slicing_gives_and_null_outside_of_the_text(body, spans):
    found = views(mentions_of(body, spans))["entities"]["span_text"].to_list()

    assert found == [body[start:end] if 0 <= start <= end <= len(body) else None for start, end in spans]


def test_offsets_count_code_points():
    assert views(mentions_of("🎉 Zoë spoke", [(2, 5)]))["entities"]["span_text"].to_list() == ["Zoë"]


def test_the_field_decides_which_text_is_meant():
    assert views(mentions_of("body", [(0, 3)], "title", "title"))["entities"]["span_text"].to_list() == ["tit"]
    assert views(mentions_of("body", [(0, 3)], None, "title"))["entities"]["span_text"].to_list() == [None]


def test_time_grows_with_the_mentions_not_with_their_square():
    frames = mentions_of("é" * 2_000_000, [(start * 100, start * 100 + 5) for start in range(20_000)])

    begin = time.perf_counter()
    found = views(frames)["entities"]["span_text"]

    assert set(found) == {"ééééé"}
    assert time.perf_counter() - begin < 2

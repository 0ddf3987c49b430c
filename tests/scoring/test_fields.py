"""Article fields and links held against answers."""

from flows.scoring.fields import Fields, measure_fields
from flows.scoring.measures import Measure


def measured(answer, found, **bodies):
    return measure_fields([(answer, found)])


def test_case_punctuation_and_quote_style_make_no_difference():
    answer = Fields({"title": "‘We won’, says mayor"}, "")
    rows = measured(answer, Fields({"title": "'WE WON', SAYS MAYOR"}, ""))
    assert rows["fields.title"] == Measure(1, 1, 1, 1, 1)


def test_any_form_accepted_is_right():
    answer = Fields({"source": ["AP", "Associated Press"]}, "")
    assert measured(answer, Fields({"source": "AP"}, ""))["fields.source"] == Measure(1, 1, 1, 1, 1)


def test_a_value_where_the_article_has_none_is_wrong_and_a_key_left_out_is_not_scored():
    rows = measured(Fields({"section": None}, ""), Fields({"section": "Europe", "source": "AP"}, ""))
    assert rows["fields.section"] == Measure(0, 1, 0, 0, 1)
    assert rows["fields.source"] == Measure(1, 1, 1, 0, 0)
    assert rows["fields"] == Measure(0, 1, 0, 0, 1)


def test_authors_count_one_by_one():
    rows = measured(Fields({"authors": ["Ann Lee", "Bo Ray"]}, ""), Fields({"authors": ("Ann Lee",)}, ""))
    assert rows["fields.authors"] == Measure(1, 0.5, 2 / 3, 2, 1)


def test_a_link_is_right_with_its_words_and_its_address_where_one_is_printed():
    answer = Fields(
        {}, "", [("Storm nears", None), ("Ferry opens", "https://a.example/1"), ("Tea", "https://a.example/2")]
    )
    found = Fields(
        {}, "", [("Storm nears", "https://a.example/0"), ("Ferry opens", "https://a.example/1"), ("Tea", None)]
    )
    assert measured(answer, found)["links"] == Measure(2 / 3, 2 / 3, 2 / 3, 3, 3)


def test_a_body_is_measured_by_its_runs_of_four_words():
    answer = Fields({}, "One two three four five.")
    assert measured(answer, Fields({}, "ONE two three four\n\nfive"))["body"] == Measure(1, 1, 1, 1, 1)
    assert measured(answer, Fields({}, "one two three four"))["body"] == Measure(1, 0.5, 2 / 3, 1, 1)
    assert measured(answer, Fields({}, ""))["body"] == Measure(0, 0, 0, 1, 0)

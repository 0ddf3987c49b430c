"""The scores as people, programs and the floors read them."""

import json
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from flows.model import Article, Block, Document, Mention, Parsed, Quote
from flows.scoring import Scores, score
from flows.scoring.measures import Measure, average, measure

BODY = "Oslo (XP) - Ann Lee said the bridge was safe."
ANSWER = {
    "article": "bridge.txt",
    "title": "Bridge safe",
    "title_source": "headline",
    "source": ["XP", "Example Press"],
    "authors": [],
    "dateline_place": "Oslo",
    "subheadings": [],
    "body": [BODY],
    "links": [{"text": "More bridges", "url": None}],
    "quotes": [
        {
            "field": "body",
            "kind": "indirect",
            "text": "the bridge was safe",
            "speaker_text": "Ann Lee",
            "speaker_name": "Ann Lee",
            "cue": "said",
        }
    ],
    "entities": [
        {"text": "Oslo", "type": "PLACE", "name": "Oslo"},
        {"text": "Ann Lee", "type": "PERSON", "name": "Ann Lee"},
    ],
}


@pytest.fixture
def gold(tmp_path: Path):
    (tmp_path / "bridge.json").write_text(json.dumps(ANSWER), encoding="utf-8")
    (tmp_path / "floors.json").write_text('{"f1": {"quotes": 0.5}}', encoding="utf-8")
    return tmp_path


def parsed(path="/inbox/bridge.txt"):
    body = "By Bo Ray\n\n" + BODY
    start = body.index("the bridge")
    article = Article(
        "Bridge safe",
        "headline",
        body,
        (Block("byline", 0, 9), Block("paragraph", 11, len(body))),
        dateline_place="Oslo",
    )
    quote = Quote(
        "body",
        "paragraph",
        start,
        start + 19,
        "the bridge was safe",
        "indirect",
        1,
        "clause",
        0.9,
        speaker_name="Ann Lee",
    )
    place = Mention("body", 11, 15, "Oslo", "PLACE", "Oslo")
    return Parsed(Document("f", path, 0, body), article, (place,), (quote,))


def test_what_was_parsed_is_held_against_the_answer_that_names_its_file(gold):
    scores = score([parsed()], gold)
    assert scores.articles == 1
    assert scores.measures["quotes"] == Measure(1, 1, 1, 1, 1)
    assert scores.measures["speakers"] == Measure(1, 1, 1, 1, 1)
    assert scores.measures["entities"] == Measure(1, 0.5, 2 / 3, 2, 1)
    assert scores.measures["names"] == Measure(1, 1, 1, 1, 1)
    assert scores.measures["links"] == Measure(0, 0, 0, 1, 0)
    assert scores.measures["fields.source"] == Measure(0, 0, 0, 1, 0)
    assert scores.measures["body"] == Measure(1, 1, 1, 1, 1)  # without the byline


def test_an_article_that_was_not_parsed_counts_as_one_in_which_nothing_was_found(gold):
    scores = score([parsed("/inbox/other.txt")], gold)
    assert scores.measures["quotes"] == Measure(0, 0, 0, 1, 0)
    assert scores.measures["fields.title"] == Measure(0, 0, 0, 1, 0)


def test_json_holds_every_measure():
    scores = Scores(2, {"quotes": measure(1, 3, 2)})
    assert json.loads(scores.as_json()) == {
        "articles": 2,
        "measures": {"quotes": {"precision": 0.3333, "recall": 0.5, "f1": 0.4, "gold": 2, "predicted": 3}},
    }


def test_the_table_shows_kinds_under_their_measure():
    printed = StringIO()
    Console(width=90, file=printed).print(
        Scores(2, {"quotes": measure(1, 3, 2), "quotes.direct": measure(0, 0, 1)}).as_table()
    )
    lines = printed.getvalue().splitlines()
    assert "Read against 2 answered articles" in lines[0]
    assert any("│ quotes " in line and "0.333" in line and "0.500" in line and "0.400" in line for line in lines)
    assert any("│   direct" in line for line in lines)


def test_what_lies_below_its_floor_is_named():
    scores = Scores(1, {"quotes": measure(1, 2, 2), "names": measure(2, 2, 2)})
    assert scores.below({"quotes": 0.5, "names": 1.0}) == []
    assert scores.below({"quotes": 0.51, "nmaes": 0.1}) == [
        "quotes: F1 0.500 is below its floor of 0.510",
        "nmaes has a floor of 0.100 but is not measured",
    ]


def test_nothing_found_where_nothing_was_to_be_found_is_perfect():
    assert measure(0, 0, 0) == Measure(1, 1, 1, 0, 0)
    assert measure(0, 0, 3) == Measure(0, 0, 0, 3, 0)
    assert measure(0, 3, 0) == Measure(0, 1, 0, 0, 3)


def test_an_average_is_of_articles_not_of_words():
    assert average([measure(1, 1, 1), measure(0, 100, 100)]) == Measure(0.5, 0.5, 0.5, 2, 2)

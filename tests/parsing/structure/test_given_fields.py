"""What a format declares of an article: bylines, datelines and places that stand apart from the text, keywords."""

import pytest

from flows.model import Document
from flows.parsing.structure import read_article

PRINTED = "LEWES, March 2 (Reuters) - The port said on Monday that the line would reopen in May."
TEXT = "The ferry line to the islands will reopen in May, the port of the city said on Monday."


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("by JANE DOE and JOHN ROE", ("Jane Doe", "John Roe")),
        ("Jane Doe; John Roe", ("Jane Doe", "John Roe")),
        ("Jane Doe, John Roe & Ann Bo", ("Jane Doe", "John Roe", "Ann Bo")),
        ("Jane Doe, Staff Reporter", ("Jane Doe",)),
        ("By Jane Doe, Otter News Correspondent", ("Jane Doe",)),
        ("Jane Doe, Reuters", ("Jane Doe",)),
        ("Martin King, Jr.", ("Martin King Jr",)),
        ("Jane Doe / Otter News", ("Jane Doe / Otter News",)),
        ("Reuters", ()),
    ],
)
def test_a_declared_byline_names_the_authors(byline: str, authors: tuple[str, ...]):
    assert read_article(Document("f", "a.json", 0, TEXT, {"byline": byline})).authors == authors


@pytest.mark.parametrize(
    ("metadata", "text", "fields"),
    [
        (
            {"dateline": "LEWES, March 2 (Reuters) -", "published_at": "2026-03-02T10:00:00Z"},
            TEXT,
            ("LEWES, March 2 (Reuters) -", "LEWES", "Reuters", "2026-03-02"),
        ),
        ({"dateline": "Port Otter"}, TEXT, ("Port Otter", "Port Otter", None, None)),
        ({"dateline": "MARCH 04, 2013"}, TEXT, ("MARCH 04, 2013", None, None, None)),
        ({"place": "Lewes, UK"}, TEXT, ("Lewes, UK", "Lewes, UK", None, None)),
        ({"place": "Lewes, UK"}, PRINTED, ("LEWES, March 2 (Reuters) -", "Lewes, UK", "Reuters", "--03-02")),
        ({"dateline": "Elsewhere"}, PRINTED, ("LEWES, March 2 (Reuters) -", "LEWES", "Reuters", "--03-02")),
    ],
)  # fmt: skip
def test_a_declared_dateline_or_place_fills_what_the_text_does_not_print(metadata: dict, text: str, fields: tuple):
    article = read_article(Document("f", "a.json", 0, text, metadata))
    assert (article.dateline, article.dateline_place, article.dateline_agency, article.dateline_date) == fields
    assert article.body == text


def test_keywords_are_kept_in_order_each_once():
    given = {"keywords": ["ferry", " harbour ", "ferry", 7, ""]}
    assert read_article(Document("f", "a.json", 0, TEXT, given)).keywords == ("ferry", "harbour")


def test_an_agency_as_the_source_has_its_full_name():
    assert read_article(Document("f", "a.json", 0, TEXT, {"source": "AFP"})).source == "Agence France-Presse"
    assert read_article(Document("f", "a.json", 0, TEXT, {"source": "Otter News"})).source == "Otter News"

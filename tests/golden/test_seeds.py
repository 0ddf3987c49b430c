"""The parser, held to the floors on the sample articles."""

import pytest

from flows.intake import Limits, documents, find, survey
from flows.model import Parsed
from flows.parsing.parse import parse
from flows.resources import folder
from flows.scoring import score
from flows.scoring.answers import read_floors

GOLD = folder("seeds") / "gold"


@pytest.fixture(scope="module")
def outcomes():
    files = survey(find([folder("seeds") / "articles"]), {}, Limits()).rows
    return parse(list(documents(files, Limits())))


@pytest.fixture(scope="module")
def parsed(outcomes):
    return [one for one in outcomes if isinstance(one, Parsed)]


def test_every_sample_article_is_parsed(outcomes):
    assert [one for one in outcomes if not isinstance(one, Parsed)] == []
    assert len(outcomes) == len(list((folder("seeds") / "articles").iterdir()))


def test_every_span_proves_its_text(parsed):
    for one in parsed:
        for row in (*one.mentions, *one.quotes):
            assert one.article.text_of(row.field)[row.start_char : row.end_char] == row.text


def test_no_measure_is_below_its_floor(parsed):
    assert score(parsed, GOLD).below(read_floors(GOLD)) == []

"""The word lists that the rules read."""

import pytest

from flows.parsing.entities.lexicon import cues, generic_words, head_type, heads, known_names, titles
from flows.resources import word_list

LISTS = {
    "countries": "country",
    "peoples": "people",
    "places": "place",
    "organisations": "organisation",
    "generic_words": "word",
}


@pytest.mark.parametrize(("name", "key"), LISTS.items())
def test_each_word_stands_once_and_has_a_source(name, key):
    rows = word_list(name)
    keys = [row[key] for row in rows]
    assert sorted(set(keys)) == sorted(keys)
    assert all(word and word == word.strip() for word in keys)
    assert all(row["source"] for row in rows)


def test_every_list_is_read():
    assert known_names()["Iranian"] == "GROUP"
    assert known_names()["Tehran"] == known_names()["TEHRAN"] == known_names()["Caspian Sea"] == "PLACE"
    assert known_names()["NATO"] == "ORG"
    assert heads().last["Ministry"] == "ORG"
    assert cues("of")["city"] == ("PLACE", 4.0)
    assert cues("before")["mr"] == ("PERSON", 4.0)
    assert cues("after")["shares"] == ("ORG", 3.0)
    assert "prime minister" in titles()
    assert "State" in generic_words()


def test_a_known_name_is_not_generic():
    assert set(known_names()) & generic_words() == set()


def test_the_head_is_before_of():
    assert head_type("Bank of the Quibdonga River") == "ORG"
    assert head_type("Quibdonga") is None

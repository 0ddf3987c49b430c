"""Identities: the same for the same thing, different for different things."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.model import Mention, content_id, spelling_key


def entity_id(name, entity_type="PERSON"):
    return Mention("body", 0, len(name), name, entity_type).entity_id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hossein Amir-Abdollahian", "Hossein Amirabdollahian"),
        ("U.S.", "US"),
        ("Shanghai Cooperation Organisation", "Shanghai Cooperation Organization"),
        ("José Muñoz", "Jose Munoz"),
        ("F.X. O’Malley", "FX O'Malley"),
        ("UNITED NATIONS", "United  Nations"),
    ],
)
def test_spellings_of_one_name_are_one_entity(one, other):
    assert entity_id(one) == entity_id(other)


def test_other_names_and_other_types_are_other_entities():
    ids = [
        entity_id("Jordan"),
        entity_id("Jordan", "PLACE"),
        entity_id("Jordana"),
        entity_id("Ann Marie"),
        entity_id("?"),
    ]

    assert len(set(ids)) == len(ids)


@given(st.text(min_size=1, max_size=40))
def test_every_name_has_a_key(name):
    assert spelling_key(name)


def test_ids_do_not_run_together():
    assert content_id("a", "bc") != content_id("ab", "c")
    assert content_id("a", 1) == content_id("a", 1)

"""Mentions held against answers."""

from flows.scoring.entities import Named, measure_entities, pair_entities
from flows.scoring.measures import Measure

TEXT = "Iran's envoy, Ann Lee of the SCO, met Russian teachers in Oslo."


def named(words, entity_type, *names, optional=False):
    start = TEXT.index(words)
    return Named(start, start + len(words), entity_type, names, optional)


def test_span_and_type_must_be_right():
    gold = [named("Iran", "PLACE"), named("Ann Lee", "PERSON"), named("Oslo", "PLACE")]
    found = [named("Iran", "PLACE"), named("Lee", "PERSON"), named("Oslo", "ORG")]
    rows = measure_entities([pair_entities(TEXT, gold, found)])
    assert rows["entities"] == Measure(1 / 3, 1 / 3, 1 / 3, 3, 3)
    assert rows["entities.PLACE"] == Measure(1, 0.5, 2 / 3, 2, 1)
    assert rows["entities.ORG"] == Measure(0, 1, 0, 0, 1)


def test_a_closing_possessive_makes_no_difference():
    case = pair_entities(TEXT, [named("Iran", "PLACE")], [named("Iran's", "PLACE")])
    assert measure_entities([case])["entities"] == Measure(1, 1, 1, 1, 1)


def test_what_is_optional_or_of_another_type_is_neither_missed_nor_wrong():
    gold = [named("SCO", "ORG", optional=True), named("Russian", "GROUP"), named("Oslo", "PLACE")]
    found = [named("SCO", "ORG"), named("Russian teachers", "ORG"), named("Oslo", "PLACE")]
    case = pair_entities(TEXT, gold, found, types=("PERSON", "ORG", "PLACE"))
    assert measure_entities([case], ("PERSON", "ORG", "PLACE"))["entities"] == Measure(1, 1, 1, 1, 1)


def test_a_name_is_right_in_any_of_the_forms_accepted():
    gold = [named("SCO", "ORG", "Shanghai Cooperation Organisation"), named("Russian", "GROUP", "Russia", "Russian")]
    found = [named("SCO", "ORG", "SCO"), named("Russian", "GROUP", "russian")]
    assert measure_entities([pair_entities(TEXT, gold, found)])["names"] == Measure(0.5, 0.5, 0.5, 2, 2)

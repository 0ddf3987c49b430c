"""Each rule of news text: what the model is told to see, and what comes out."""

import pytest

from flows.parsing.entities.rules import RULES


@pytest.mark.parametrize(
    ("body", "seen", "name"),
    [
        ("He left the United Nations.", "the United Nations", "United Nations"),
        ("He saw Acme Widgets's plan.", "Acme Widgets's", "Acme Widgets"),
        ("He saw Acme Widgets’s plan.", "Acme Widgets’s", "Acme Widgets"),
        ('It was "Acme Widgets" again.', '"Acme Widgets"', "Acme Widgets"),
        ("Talks with Acme Widgets.\n\nMore followed.", "Acme Widgets.\n\nMore", "Acme Widgets"),
        ("He left Acme Widgets of late.", "Acme Widgets of", "Acme Widgets"),
        ("The Front (Left wing) split.", "Front (Left", "Front (Left"),
        ("Ask JD(S) about it.", "JD(S", "JD(S)"),
        ("An anti-Tamarind march.", "anti-Tamarind", "Tamarind"),
        ("Acme Inc. grew.", "Acme Inc.", "Acme Inc."),
        ("They met in Fresno, Calif., on Monday.", "Calif", "Calif."),
    ],
)
def test_edges_cut_a_mention_to_the_name_itself(found, body, seen, name):
    assert name in [text for text, _, _ in found(body, {seen: "ORG"}, without={"known", "whole"})]


@pytest.mark.parametrize("seen", ["https://example.org/Moscow-talks", "the opposition", "“”", "news@Example"])
def test_what_is_no_name_is_dropped(found, seen):
    assert found(f"See {seen} for more.", {seen: "ORG"}, without={"known"}) == []


def test_generic_words_alone_are_dropped(found):
    assert found("The State and Tamarind Bank agreed.", {"State": "ORG", "Tamarind Bank": "ORG"}) == [
        ("Tamarind Bank", "ORG", "model")
    ]


def test_titles_are_cut_off_people(found):
    labels = {"President Amadou Sylla": "PERSON", "Lt. Gen. Ruth Okello": "PERSON", "King": "PERSON"}
    assert found("President Amadou Sylla met Lt. Gen. Ruth Okello.", labels) == [
        ("Amadou Sylla", "PERSON", "model"),
        ("Ruth Okello", "PERSON", "model"),
    ]


def test_the_dateline_gives_its_places_and_agency(found):
    body = "NAIROBI, Kenya (XNA) – Rain fell."
    dateline = {"blocks": [("dateline", 0, 22)], "dateline_place": "NAIROBI, Kenya", "dateline_agency": "XNA"}
    assert found(body, {"NAIROBI, Kenya": "ORG"}, **dateline) == [
        ("NAIROBI", "PLACE", "dateline"),
        ("Kenya", "PLACE", "dateline"),
        ("XNA", "ORG", "dateline"),
    ]


def test_known_names_that_the_model_missed_are_added(found):
    assert found("Iranian envoys flew from Yemen to the United Nations.", {}) == [
        ("Iranian", "GROUP", "known"),
        ("Yemen", "PLACE", "known"),
        ("United Nations", "ORG", "known"),
    ]


def test_a_known_name_found_in_pieces_is_made_whole(found):
    assert found("The UN Security Council met.", {"UN": "ORG", "Council": "ORG"}) == [
        ("UN Security Council", "ORG", "known")
    ]


def test_a_known_name_within_a_longer_one_is_left_alone(found):
    assert found("The Bank of Yemen Holdings grew.", {"Bank of Yemen Holdings": "ORG"}) == [
        ("Bank of Yemen Holdings", "ORG", "model")
    ]
    assert found("Mr Paris Hiltonsen spoke.", {}) == []


@pytest.mark.parametrize(
    ("body", "name", "kind"),
    [
        ("He lives in Quibdonga now.", "Quibdonga", "PLACE"),
        ("The town of Quibdonga flooded.", "Quibdonga", "PLACE"),
        ("Quibdonga province flooded.", "Quibdonga", "PLACE"),
        ("They thanked Mr Quibdonga.", "Quibdonga", "PERSON"),
        ("Quibdonga, who is 40, left.", "Quibdonga", "PERSON"),
        ("The firm Quibdonga grew.", "Quibdonga", "ORG"),
        ("Quibdonga shares fell.", "Quibdonga", "ORG"),
    ],
)
def test_the_words_beside_a_name_tell_its_type(found, body, name, kind):
    labels = {"PLACE": "PERSON", "PERSON": "ORG", "ORG": "PERSON"}  # a model that is wrong, and not sure
    assert found(body, {name: labels[kind]}) == [(name, kind, "types")]
    assert found(body, {name: labels[kind]}, without={"cues"}) == [(name, labels[kind], "model")]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Tamarind Ministry", "ORG"),
        ("University of Quibdonga", "ORG"),
        ("TAMARIND MINISTRY", "ORG"),
        ("Quibdonga River", "PLACE"),
        ("Lake Quibdonga", "PLACE"),
        ("Quibdonga Convention", "LAW"),
        ("Quibdonga Marathon", "EVENT"),
    ],
)
def test_the_head_word_of_a_longer_name_tells_its_type(found, name, kind):
    assert found(f"It was {name} again.", {name: "PERSON"}) == [(name, kind, "types")]


def test_a_first_name_tells_a_person(found):
    assert found("Maria Quibdonga left.", {"Maria Quibdonga": "ORG"}) == [("Maria Quibdonga", "PERSON", "types")]


def test_a_form_has_one_type_in_an_article(found):
    body = "Quibdonga won. Mr Quibdonga spoke. Mrs Quibdonga left."
    assert {kind for _, kind, _ in found(body, {"Quibdonga": "GPE"})} == {"PERSON"}


def test_a_surname_takes_the_full_names_type(found):
    body = "Amadou Quibdonga won.\n\nQuibdonga spoke."
    assert found(body, {"Amadou Quibdonga": "PERSON", ".\n\nQuibdonga": "ORG"}) == [
        ("Amadou Quibdonga", "PERSON", "model"),
        ("Quibdonga", "PERSON", "types"),
    ]


def test_a_country_is_no_surname_unless_the_model_says_so(found):
    labels = {"Maria Jordan": "PERSON", "in Jordan": "GPE"}
    assert found("Maria Jordan stayed in Jordan.", labels, without={"edges"})[-1][1] == "PLACE"


def test_names_of_a_list_are_of_one_type(found):
    labels = {"Yemen": "GPE", "Quibdonga": "PERSON"}
    assert found("Rain fell over Yemen, Quibdonga and Oman.", labels)[1] == ("Quibdonga", "PLACE", "types")


def test_an_acronym_shares_its_expansions_type(found):
    body = "The Quay Tamarind Association (QTA) met. QTA left."
    assert found(body, {"Tamarind": "PERSON"}) == [
        ("Quay Tamarind Association", "ORG", "acronyms"),
        ("QTA", "ORG", "acronyms"),
        ("QTA", "ORG", "repeats"),
    ]


def test_a_treaty_and_its_acronym_are_laws(found):
    body = "Under the Joint Tamarind Plan of Trade (JTPOT) both sides agreed. JTPOT holds."
    assert found(body, {"JTPOT": "ORG"}) == [
        ("Joint Tamarind Plan of Trade", "LAW", "acronyms"),
        ("JTPOT", "LAW", "acronyms"),
        ("JTPOT", "LAW", "acronyms"),
    ]


def test_words_in_brackets_are_no_acronym_of_other_words(found):
    assert found("Amadou Sylla (QTA) met Ruth.", {"Amadou Sylla": "PERSON"}) == [("Amadou Sylla", "PERSON", "model")]


def test_the_pieces_of_a_person_are_joined(found):
    assert found("Then Isaac Quibdonga spoke.", {"Isaac": "PERSON", "Quibdonga": "PERSON"}) == [
        ("Isaac Quibdonga", "PERSON", "whole")
    ]


def test_the_article_in_mid_sentence_belongs_to_the_name(found):
    labels = {"Tamarind Times": "ORG"}
    assert found("She told The Tamarind Times so.", labels) == [("The Tamarind Times", "ORG", "whole")]
    assert found("The Tamarind Times said so.", labels) == [("Tamarind Times", "ORG", "model")]


def test_missed_repeats_and_surnames_are_found(found):
    body = "Amadou Quibdonga won. Quibdonga spoke. QUIBDONGA LEADS. Quibdongas and Quibdonga-like men are others."
    assert found(body, {"Amadou Quibdonga": "PERSON"}) == [
        ("Amadou Quibdonga", "PERSON", "model"),
        ("Quibdonga", "PERSON", "repeats"),
        ("QUIBDONGA", "PERSON", "repeats"),
    ]


def test_an_ordinary_word_of_the_article_is_no_missed_name(found):
    body = "Amadou Rice won. The price of rice rose. Rice is dear."
    assert found(body, {"Amadou Rice": "PERSON"}) == [("Amadou Rice", "PERSON", "model")]


def test_every_rule_can_be_left_out(found):
    body = "The Quay Tamarind Association (QTA) met President Amadou Quibdonga in Yemen. The State paid Quibdonga."
    labels = {"Tamarind": "PERSON", "President Amadou Quibdonga": "PERSON", "State": "ORG"}
    assert found(body, labels, without=RULES) == [
        ("Tamarind", "PERSON", "model"),
        ("President Amadou Quibdonga", "PERSON", "model"),
        ("State", "ORG", "model"),
    ]

"""Acronyms stand for what the article says they do; organisations keep one name."""

import pytest

from flows.parsing.names.acronyms import acronyms_in, spelt_out


@pytest.mark.parametrize(
    "text",
    [
        "It joined the Coastal Rescue League (CRL) in May. The CRL said so.",
        "The CRL (Coastal Rescue League) said so.",
        "The C.R.L. (Coastal Rescue League) said so.",
    ],
)
def test_an_acronym_is_written_out_whichever_is_in_brackets(text):
    assert acronyms_in(text, ()) == {"CRL": "Coastal Rescue League"}


def test_small_words_may_have_no_letter():
    assert spelt_out("JCPOA", "signed the Joint Comprehensive Plan of Action") == "Joint Comprehensive Plan of Action"
    assert spelt_out("JPA", "the Joint Plan of Action") == "Joint Plan of Action"


@pytest.mark.parametrize("text", ["Moscow (AP)", "Jane Doe (D-Ohio)", "said so (see below)", "rose 3 percent (GDP)"])
def test_a_bracket_that_spells_nothing_out_is_left_alone(text):
    assert acronyms_in(text, ()) == {}


def test_an_acronym_with_two_meanings_means_neither():
    assert acronyms_in("the Arab Development Bank (ADB) and the Andean Development Bank (ADB)", ()) == {}


def test_every_mention_takes_the_full_name(read):
    article = read(
        "The {ORG Coastal Rescue League} ({ORG CRL}) met. {ORG CRL} boats and the {ORG C.R.L.} sailed "
        "under the {LAW JRT}, the {LAW Joint Rescue Treaty}."
    )
    assert article.names == {
        "Coastal Rescue League": "Coastal Rescue League",
        "CRL": "Coastal Rescue League",
        "C.R.L.": "Coastal Rescue League",
        "JRT": "Joint Rescue Treaty",
        "Joint Rescue Treaty": "Joint Rescue Treaty",
    }


def test_well_known_acronyms_need_no_expansion(read):
    names = read("The {ORG IAEA}, {PLACE U.S.} and {PLACE Mali} agreed with an {ORG XQZ} aide.").names
    assert names == {
        "IAEA": "International Atomic Energy Agency",
        "U.S.": "United States",
        "Mali": "Mali",
        "XQZ": "XQZ",
    }


def test_plain_short_forms_of_organisations(read):
    article = read(
        "{ORG Acme Corp.} sued the {ORG Central Bank of Freedonia}. {ORG Acme} won; the {ORG Central Bank} appealed."
    )
    assert article.names["Acme"] == "Acme Corp."
    assert article.names["Central Bank"] == "Central Bank of Freedonia"


def test_a_short_form_of_two_organisations_stays_as_printed(read):
    article = read(
        "The {ORG Central Bank of Freedonia} met the {ORG Central Bank of Sylvania}. The {ORG Central Bank} won."
    )
    assert article.names["Central Bank"] == "Central Bank"


def test_places_and_groups_keep_their_text_without_article(read):
    assert read("{PLACE the Hague} and {GROUP Iranian} envoys").names == {"the Hague": "Hague", "Iranian": "Iranian"}

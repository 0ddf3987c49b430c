"""Whom a speaker phrase stands for: the mention that heads it, the holder of the office described, or nobody."""

import pytest

MINISTERS = (
    "{PLACE Iran}'s Minister of Foreign Affairs [Ali Karimi] and his {GROUP Russian} counterpart [Ivan Belov] met in "
    "{PLACE Moscow}. Foreign Minister [Belov] of {PLACE Russia} spoke first.\n\n"
    "{GROUP Russian} FM: talks go on\n\n"
    "The {GROUP Iranian} Foreign Minister agreed. The Foreign Minister of the {PLACE Islamic Republic of Iran} left "
    "with his {GROUP Russian} counterpart. The {GROUP French} foreign minister stayed away. The foreign minister was "
    "silent. The Foreign Ministers of {PLACE Iran} and {PLACE Russia} will meet again."
)


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Iran's Minister of Foreign Affairs Ali Karimi", "Ali Karimi"),
        ("Iran's Minister of Foreign Affairs Ali Karimi and his Russian counterpart Ivan Belov", None),
        ("his Russian counterpart Ivan Belov", "Ivan Belov"),
        ("Belov", "Ivan Belov"),
        ("Russian FM", "Ivan Belov"),
        ("Russian FM:", "Ivan Belov"),
        ("The Iranian Foreign Minister", "Ali Karimi"),
        ("The Foreign Minister of the Islamic Republic of Iran", "Ali Karimi"),
        ("his Russian counterpart.", "Ivan Belov"),
        ("The French foreign minister", None),
        ("The foreign minister was", None),
        ("The foreign minister", None),
        ("The Foreign Ministers of Iran and Russia", None),
        ("Moscow", "Moscow"),
    ],
)
def test_descriptions_of_ministers(read, phrase, name):
    assert read(MINISTERS).whose(phrase) == name


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        ("a spokesman for the {ORG Foreign Ministry} said", "a spokesman for the Foreign Ministry", None),
        ("{ORG Foreign Ministry} spokesman [Lev Orlov] said", "Foreign Ministry spokesman Lev Orlov", "Lev Orlov"),
        ("the {GROUP Iranian} {ORG Foreign Ministry} said", "the Iranian Foreign Ministry", "Foreign Ministry"),
        ("{ORG Foreign Ministry} officials said", "Foreign Ministry officials", None),
        ("supporters of [Lev Orlov] said", "supporters of Lev Orlov", None),
        ("[Lev Orlov]'s lawyer said", "Lev Orlov's lawyer", None),
        ("[Lev Orlov], a lawyer from {PLACE Kyiv}, said", "Lev Orlov, a lawyer from Kyiv,", "Lev Orlov"),
        ("[Lev Orlov] of {ORG Acme} said", "Lev Orlov of Acme", "Lev Orlov"),
        ("the mayor, [Lev Orlov], said", "the mayor, Lev Orlov", "Lev Orlov"),
        ("the mayor, [Lev Orlov], said", "the mayor", "Lev Orlov"),
        ("[Lev Orlov] and [Ada Quist] said", "Lev Orlov and Ada Quist", None),
        ("{GROUP Republicans} said", "Republicans", "Republicans"),
        ("a {GROUP Republican} said", "a Republican", None),
        ("the {GROUP Iranian} said", "the Iranian", None),
        ("the {ORG Coastal League} (CL) said", "the Coastal League (CL)", "Coastal League"),
        ("officials in {PLACE Tehran} said", "officials in Tehran", None),
        ("[Lev Orlov], who said", "who", "Lev Orlov"),
        ("Senator [Lev Orlov] of {PLACE Ohio}, who said", "who", "Lev Orlov"),
        ("[Lev Orlov], a lawyer at {ORG Acme}, who said", "who", "Lev Orlov"),
        ("voters who said", "who", None),
        ("they said", "they", None),
    ],
)
def test_the_head_of_the_phrase_decides(read, text, phrase, name):
    assert read(text).whose(phrase) == name


@pytest.mark.parametrize(
    ("text", "phrase", "name"),
    [
        (
            "Sen. [Ann Field] (D-Mass.) rose. The {PLACE Massachusetts} senator spoke.",
            "The Massachusetts senator",
            "Ann Field",
        ),
        ("{PLACE Ohio} Gov. [Ann Field] rose. The governor spoke.", "The governor", "Ann Field"),
        ("Gov. [Ann Field] rose. Gov. [Lev Orlov] sat. The governor spoke.", "The governor", None),
        ("Gov. [Ann Field] rose. The governor spoke. Gov. [Lev Orlov] sat.", "The governor", "Ann Field"),
        ("Oil Minister [Ann Field] rose. The minister spoke.", "The minister", "Ann Field"),
        ("The minister spoke. Oil Minister [Ann Field] rose.", "The minister", None),
        (
            "The {PLACE Chad} minister spoke. {PLACE Chad}'s Oil Minister [Ann Field] rose.",
            "The Chad minister",
            "Ann Field",
        ),
        ("Former president [Ann Field] rose. The president spoke.", "The president", None),
        ("Former president [Ann Field] rose. The former president spoke.", "The former president", "Ann Field"),
        ("Vice President [Ann Field] rose. The president spoke.", "The president", None),
        ("Spokeswoman [Ann Field] rose. The spokesman spoke.", "The spokesman", None),
        ("Analyst [Ann Field] rose. An analyst at a bank sat. The analyst spoke.", "The analyst", None),
        ("Candidate [Ann Field] rose. The candidate spoke.", "The candidate", None),
        ("Mayor [Ann Field] rose. A mayor spoke.", "A mayor", None),
        ("Mayor [Ann Field] rose. Mayors spoke.", "Mayors", None),
        ("Mayor [Ann Field] rose. The mayor's aide spoke.", "The mayor's aide", None),
        ("{PLACE Chad}'s Prime Minister [Ann Field] rose. PM: all is well", "PM", "Ann Field"),
        ("The {ORG Energy Ministry} met. The ministry said so.", "The ministry", "Energy Ministry"),
        ("The {ORG Energy Ministry} met the {ORG Oil Ministry}. The ministry said so.", "The ministry", None),
        ("{ORG Acme Corp.} fell. The company said so.", "The company", "Acme Corp."),
        ("The company said so. {ORG Acme Corp.} fell.", "The company", None),
        ("The poll said so. {ORG Acme Corp.} fell.", "The poll", None),
    ],
)
def test_descriptions_need_one_plain_holder(read, text, phrase, name):
    assert read(text).whose(phrase) == name


def test_an_abbreviation_in_a_headline_means_the_only_holder_in_the_article(read):
    article = read("Foreign Minister [Ali Karimi] spoke in {PLACE Tehran}.", title="{PLACE Iran} ready for a leap: FM")
    assert article.whose("FM", "title") == "Ali Karimi"
    two = read(MINISTERS, title="{PLACE Iran} ready for a leap: FM")
    assert two.whose("FM", "title") is None


def test_a_phrase_outside_of_the_text_stands_for_nobody(read):
    cast = read("[Ann Field] rose.").cast
    assert [cast.whose("body", 5, 5), cast.whose("body", -1, 4), cast.whose("body", 0, 99)] == [None, None, None]
    assert cast.whose("title", 0, 4) is None

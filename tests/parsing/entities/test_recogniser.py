"""Entities of whole articles, by the real model and all rules."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.model import ENTITY_TYPES, Article
from flows.parsing.entities import load_recogniser
from flows.parsing.entities.casing import Casing
from flows.parsing.entities.passages import passages

NAMES = ("Lavrov", "Sergei Lavrov", "the UN", "(SCO)", "IRAN SAYS NO", "Tamarind Ministry", "İstanbul")
OTHERS = ("\n\n", " ", "'s", "“", "”", '"', ".", ",", "Mr", "of", "said", "in", "The", "-", "(", ")", "é", "ß", "😀")
ODD = ("\ud800", "\u00a0", "\x00")
PIECES = st.sampled_from((*NAMES, *OTHERS, *ODD))
TEXTS = st.lists(PIECES, max_size=60).map(" ".join) | st.text(max_size=200)


@settings(max_examples=150, deadline=None)
@given(title=TEXTS, body=TEXTS, source=st.sampled_from(["headline", "lede", None]))
def test_mentions_prove_their_text_in_order_and_never_overlap(title, body, source):
    article = Article(title, source, body)
    (mentions,) = load_recogniser().find([article])
    last = ("title", 0)
    for mention in mentions:
        assert mention.text
        assert mention.entity_type in ENTITY_TYPES
        assert article.text_of(mention.field)[mention.start_char : mention.end_char] == mention.text
        assert mention.field == "body" or source != "lede"
        if mention.field == last[0]:
            assert mention.start_char >= last[1]
        else:
            assert (last[0], mention.field) == ("title", "body")
        last = (mention.field, mention.end_char)


@settings(max_examples=150, deadline=None)
@given(title=TEXTS, body=TEXTS)
def test_the_model_reads_every_character_in_its_place(title, body):
    article = Article(title, "headline", body)
    read = {"title": "", "body": ""}
    for passage in passages(article):
        assert passage.start_char == len(read[passage.field])
        read[passage.field] += passage.text
    assert {field: len(text) for field, text in read.items()} == {"title": len(title), "body": len(body)}


def test_an_article_reads_as_a_person_reads_it(recogniser):
    body = (
        "Foreign Minister Tomas Lindqvist met his Turkish counterpart in Ankara on Monday.\n\n"
        "“We agree,” Lindqvist told The Harbour Times, which is owned by Nordlys Media Group.\n\n"
        "The Baltic Fisheries Convention (BFC) binds Sweden and Estonia. The BFC was signed in Tallinn."
    )
    (mentions,) = recogniser.find([Article("LINDQVIST MET TURKISH MINISTER IN ANKARA", "headline", body)])
    assert [(m.field, m.text, m.entity_type) for m in mentions] == [
        ("title", "LINDQVIST", "PERSON"),
        ("title", "TURKISH", "GROUP"),
        ("title", "ANKARA", "PLACE"),
        ("body", "Tomas Lindqvist", "PERSON"),
        ("body", "Turkish", "GROUP"),
        ("body", "Ankara", "PLACE"),
        ("body", "Lindqvist", "PERSON"),
        ("body", "The Harbour Times", "ORG"),
        ("body", "Nordlys Media Group", "ORG"),
        ("body", "Baltic Fisheries Convention", "LAW"),
        ("body", "BFC", "LAW"),
        ("body", "Sweden", "PLACE"),
        ("body", "Estonia", "PLACE"),
        ("body", "BFC", "LAW"),
        ("body", "Tallinn", "PLACE"),
    ]


def test_articles_do_not_depend_on_each_other(recogniser):
    articles = [
        Article(None, None, text) for text in ("Lavrov left Moscow.", "", "Moscow beat Lavrov FC.", "Mr Lavrov won.")
    ]
    assert recogniser.find(articles) == [recogniser.find([article])[0] for article in articles]


def test_a_title_in_capitals_is_read_in_the_case_of_the_body():
    article = Article("LAVROV SAYS UN TALKS FAILED", "headline", "Lavrov said that the talks at the UN failed.")
    assert Casing(article).restored(article.title) == "Lavrov Says UN talks failed"


def test_time_grows_with_length(recogniser):
    paragraph = "President Moi of Kenya met Wang Yi of the Trade Union Congress (TUC) in Oslo, said Ruth Okello. "
    hard = ['"' * 90, "(AB) " * 20, "A " * 50, "U.S. " * 20, " " * 100, paragraph, "X" * 95 + "\n\n"]

    def seconds(times):
        began = time.perf_counter()
        recogniser.find([Article(None, None, piece * times) for piece in hard])
        return time.perf_counter() - began

    seconds(50)
    assert seconds(1600) < 8 * seconds(400) + 1  # 4 times the text; quadratic would be 16

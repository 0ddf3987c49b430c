"""What is said, by whom: a golden sentence for each form that news copy has."""

from collections.abc import Callable

import pytest

from flows.model import Article, Block, Mention, Quote, content_id
from flows.parsing.quotes import find_quotes
from flows.resources import word_list

from .conftest import KnownPeople, Row, article_of

Rows = Callable[..., list[Row]]
Quotes = Callable[..., tuple[Quote, ...]]

DIRECT = [
    ("“The bridge will open in May,” said Ana Silva.",
     [("direct", "The bridge will open in May", "Ana Silva", "said", "said_after")]),
    ("\"The bridge will open in May,\" Ana Silva told reporters.",
     [("direct", "The bridge will open in May", "Ana Silva", "told", "said_after")]),
    ("The mayor said: “The bridge will open in May.”",
     [("direct", "The bridge will open in May.", "The mayor", "said", "said_before")]),
    ("The mayor added, ''The bridge will open in May.''",
     [("direct", "The bridge will open in May.", "The mayor", "added", "said_before")]),
    ("«The bridge will open in May», said the mayor.",
     [("direct", "The bridge will open in May", "the mayor", "said", "said_after")]),
    ("‘The bridge will open in May,’ the mayor said.",
     [("direct", "The bridge will open in May", "the mayor", "said", "said_after")]),
    ("“Will it ever open?” Silva asked. She left at noon.",
     [("direct", "Will it ever open?", "Silva", "asked", "said_after")]),
    ("“She told me ‘never again’ twice,” Silva recalled.",
     [("direct", "She told me ‘never again’ twice", "Silva", "recalled", "said_after")]),
    ("“We lost everything,” Silva shot back.",
     [("direct", "We lost everything", "Silva", "shot", "said_after")]),
    ("The ministry gave a short reply: “We know of no such plan.”",
     [("direct", "We know of no such plan.", "The ministry", ":", "introduced")]),
    ("“No city should live like this.” — Ana Silva",
     [("direct", "No city should live like this.", "Ana Silva", "—", "signed")]),
    ("“WALLACE: What will you do about the bridge this year?”",
     [("direct", "What will you do about the bridge this year?", "WALLACE", ":", "transcript")]),
    ("She called the bridge “a gift to the valley” and left.",
     [("direct", "a gift to the valley", "She", "called", "said_before")]),
    ("He wants a way out of the old plan: “We will open the bridge in May,” the mayor said.",
     [("direct", "We will open the bridge in May", "the mayor", "said", "said_after")]),
    ("The mayor had said, “We’ll see,” when asked about the bridge.",
     [("direct", "We’ll see", "The mayor", "said", "said_before")]),
    ("„The bridge will open in May“, said the mayor.",
     [("direct", "The bridge will open in May", "the mayor", "said", "said_after")]),
    ("Nobody was hurt. « The bridge will open in May », said the mayor.",
     [("direct", "The bridge will open in May", "the mayor", "said", "said_after")]),
    ("“The bridge will open in May,” a weary Silva thundered on.",
     [("direct", "The bridge will open in May", "a weary Silva", "thundered", "said_after")]),
    ("“Nobody asked the people of this valley.”",
     [("direct", "Nobody asked the people of this valley.", None, None, "unattributed")]),
]  # fmt: skip

REPORTED = [
    ("The mayor said that the bridge would open in May.",
     [("indirect", "the bridge would open in May", "The mayor", "said", "clause_after_verb")]),
    ("The bridge would open in May, the mayor said.",
     [("indirect", "The bridge would open in May", "the mayor", "said", "clause_before_verb")]),
    ("The bridge, the mayor said, would open in May.",
     [("indirect", "The bridge", "the mayor", "said", "set_off"),
      ("indirect", "would open in May", "the mayor", "said", "set_off")]),
    ("According to the mayor, the bridge would open in May.",
     [("indirect", "the bridge would open in May", "the mayor", "According to", "according_to")]),
    ("The bridge would open in May, according to Ana Silva, the mayor.",
     [("indirect", "The bridge would open in May", "Ana Silva", "according to", "according_to")]),
    ("As Silva noted, the bridge has been closed since the flood of last spring.",
     [("indirect", "the bridge has been closed since the flood of last spring", "Silva", "noted", "as_said")]),
    ("The company announced the closure of two mines in the north.",
     [("indirect", "the closure of two mines in the north", "The company", "announced", "object")]),
    ("Police and the army said the road was safe.",
     [("indirect", "the road was safe", "Police and the army", "said", "clause_after_verb")]),
    ("The mayor met the workers on Monday, saying that the bridge would open in May.",
     [("indirect", "the bridge would open in May", "The mayor", "saying", "clause_after_verb")]),
    ("Silva said the bridge was safe and added that it would open in May.",
     [("indirect", "the bridge was safe", "Silva", "said", "clause_after_verb"),
      ("indirect", "it would open in May", "Silva", "added", "clause_after_verb")]),
    ("The mayor said the bridge was “a gift to the valley” and would open in May.",
     [("mixed", "the bridge was “a gift to the valley” and would open in May", "The mayor", "said",
       "clause_after_verb")]),
    ("Silva, for her part, said in the talks with the union, efforts should be made to raise wages.",
     [("indirect", "in the talks with the union, efforts should be made to raise wages", "Silva", "said",
       "clause_after_verb")]),
]  # fmt: skip

# Each with the text and the speaker alone: where the words begin and end, and whose they are.
BOUNDS = [
    ("The plan for the bridge, said Ana Silva, an engineer at the works, would cost millions.",
     [("The plan for the bridge", "Ana Silva"), ("would cost millions", "Ana Silva")]),
    ("And, the mayor told the workers, the bridge would open in May.",
     [("the bridge would open in May", "the mayor")]),
    ("The bridge has been safe since the flood, Ana Silva told a council meeting on Monday.",
     [("The bridge has been safe since the flood", "Ana Silva")]),
    ("The bridge is safe, the mayor said on Monday, adding that it would open in May.",
     [("The bridge is safe", "the mayor"), ("it would open in May", "the mayor")]),
    ("The mayor told a council meeting in the old town hall on Monday that the bridge was safe.",
     [("the bridge was safe", "The mayor")]),
    ("As the mayor told the union, the bridge has been closed since the flood of last spring.",
     [("the bridge has been closed since the flood of last spring", "the mayor")]),
    ("The mayor said the bridge was safe, but the road needed work.",
     [("the bridge was safe, but the road needed work", "The mayor")]),
    ("The mayor said the bridge was safe, but he left early.",
     [("the bridge was safe", "The mayor")]),
    ("The mayor said the bridge was safe, and two engineers said that the road was not.",
     [("the bridge was safe", "The mayor"), ("the road was not", "two engineers")]),
    ("The mayor said the bridge had been “a gift to the valley,” and workers should “be proud of it.”",
     [("the bridge had been “a gift to the valley,” and workers should “be proud of it.”", "The mayor")]),
    ("The mayor said the bridge was “safe at last,” adding that it would open in May.",
     [("the bridge was “safe at last,”", "The mayor"), ("it would open in May", "The mayor")]),
    ("The mayor pointed out that the bridge was safe.",
     [("the bridge was safe", "The mayor")]),
    ("The report found that the bridge was safe.",
     [("the bridge was safe", "The report")]),
    ("The bridge “is a gift to the valley and to us,” Silva said.",
     [("The bridge “is a gift to the valley and to us,”", "Silva")]),
    ("“The bridge is safe,” Silva said. Instead, it “is the road that worries me.”",
     [("The bridge is safe", "Silva"), ("Instead, it “is the road that worries me.”", "Silva")]),
    ("The company’s secretary, Ana Silva, said the bridge was safe.",
     [("the bridge was safe", "The company’s secretary, Ana Silva")]),
    ("Police in the capital, Oslo, said the bridge was safe.",
     [("the bridge was safe", "Police in the capital")]),
    ("Silva, who built the road and lives beside it, said the bridge was safe.",
     [("the bridge was safe", "Silva")]),
    ("The mayor rejected the idea that engineers could close the bridge, arguing that it was safe.",
     [("it was safe", "The mayor")]),
]  # fmt: skip

NOTHING_SAID = [
    "She found the bridge empty.",
    "The mayor found himself alone on the bridge.",
    "The mayor did not say when the bridge would open.",
    "The mayor never said that the bridge was safe.",
    "Nobody said that the bridge was safe.",
    "The mayor declined to say whether the bridge was safe.",
    "If the mayor says that the bridge is safe, the road opens.",
    "The mayor could say that the bridge is safe.",
    "She read “War and Peace” on the train.",
    "The so-called “bridge to nowhere” cost a fortune.",
    "On “Morning Desk,” the host talked for an hour.",
    "The ministers met and signed the treaty.",
    "The United States and the State of Utah met.",
    "",
]


@pytest.mark.parametrize(("text", "expected"), DIRECT + REPORTED)
def test_each_form_is_read(rows_of: Rows, text: str, expected: list[Row]) -> None:
    assert rows_of(text) == expected


@pytest.mark.parametrize(("text", "expected"), BOUNDS)
def test_words_and_speaker_are_cut_where_they_end(
    quotes_of: Quotes, text: str, expected: list[tuple[str, str]]
) -> None:
    assert [(q.text, q.speaker_text) for q in quotes_of(text)] == expected


@pytest.mark.parametrize("text", NOTHING_SAID)
def test_words_that_nobody_said_are_no_quote(rows_of: Rows, text: str) -> None:
    assert rows_of(text) == []


def test_an_interrupted_quotation_is_one_utterance(quotes_of: Quotes) -> None:
    quotes = quotes_of("“The bridge is safe,” the mayor said. “It will open in May,” she added, “or in June.”")

    assert [(q.utterance_no, q.text, q.speaker_text, q.cue) for q in quotes] == [
        (1, "The bridge is safe", "the mayor", "said"),
        (2, "It will open in May", "she", "added"),
        (2, "or in June.", "she", "added"),
    ]


def test_sentences_that_go_on_after_the_speaker_belong_to_the_utterance(quotes_of: Quotes) -> None:
    quotes = quotes_of("“The bridge is safe,” the mayor said. “It will open in May.”")

    assert [(q.utterance_no, q.speaker_text, q.rule) for q in quotes] == [
        (1, "the mayor", "said_after"),
        (1, "the mayor", "same_paragraph"),
    ]


def test_reopened_marks_carry_a_quotation_over_paragraphs(quotes_of: Quotes) -> None:
    body = "The mayor said: “The bridge is safe.\n\n“It was tested twice.\n\n“It will open in May.”\n\nRain fell."
    quotes = quotes_of(body)

    assert [(q.utterance_no, q.text, q.speaker_text, q.rule) for q in quotes] == [
        (1, "The bridge is safe.", "The mayor", "said_before"),
        (1, "It was tested twice.", "The mayor", "continued"),
        (1, "It will open in May.", "The mayor", "continued"),
    ]


def test_the_speaker_of_an_open_paragraph_is_not_guessed_from_the_next(quotes_of: Quotes) -> None:
    quotes = quotes_of("“The bridge is safe and sound.\n\n“It will open in May,” said Ana Silva.")

    assert [(q.utterance_no, q.speaker_text, q.rule) for q in quotes] == [
        (1, None, "unattributed"),
        (2, "Ana Silva", "said_after"),
    ]


def test_a_paragraph_of_quotation_alone_goes_to_whoever_spoke_last(rows_of: Rows) -> None:
    body = "Ana Silva said the bridge was safe.\n\n“It will open in May.”"

    assert rows_of(body)[1] == ("direct", "It will open in May.", "Ana Silva", "said", "carried")


def test_a_colon_at_the_end_of_a_paragraph_introduces_the_next(rows_of: Rows) -> None:
    body = "Then the mayor wrote to the union:\n\n“The bridge will open in May.”"

    assert rows_of(body) == [("direct", "The bridge will open in May.", "the mayor", "wrote", "introduced")]


def test_a_dateline_is_no_part_of_what_is_said_after_it() -> None:
    body = "ASTANA, Aug 19 (Reuters) - Kazakhstan wants rain, the minister said."
    article = Article(None, None, body, (Block("paragraph", 0, len(body)), Block("dateline", 0, 26)))

    assert [(q.text, q.speaker_text) for q in find_quotes(article, KnownPeople(article, {}))] == [
        ("Kazakhstan wants rain", "the minister")
    ]


HEADLINES = [
    ("Tajik energy minister: Bridge will open in May",
     ("indirect", "Bridge will open in May", "Tajik energy minister", ":", "headline_speaker_first")),
    ("Mayor: Bridge will open in May", ("indirect", "Bridge will open in May", "Mayor", ":", "headline_speaker_first")),
    ("Bridge ready for opening in May: police",
     ("indirect", "Bridge ready for opening in May", "police", ":", "headline_speaker_last")),
    ("Bridge ready for opening in May – minister",
     ("indirect", "Bridge ready for opening in May", "minister", "–", "headline_speaker_last")),
    ("Ana Silva: “We will open in May”", ("direct", "We will open in May", "Ana Silva", ":", "headline_speaker_first")),
]  # fmt: skip


@pytest.mark.parametrize(("headline", "expected"), HEADLINES)
def test_headlines_name_their_speaker_beside_a_colon_or_dash(rows_of: Rows, headline: str, expected: Row) -> None:
    assert rows_of("Rain fell.", headline, Ana_Silva="Ana Silva") == [expected]
    assert rows_of(headline, None, (headline,), Ana_Silva="Ana Silva") == [expected]


@pytest.mark.parametrize(
    "headline", ["Brexit: what happens next", "Bridge opening: A timeline of the works", "Score 3 - 1"]
)
def test_other_colons_in_headlines_say_nothing(rows_of: Rows, headline: str) -> None:
    assert rows_of("Rain fell.", headline) == []


def test_a_title_that_repeats_the_lede_is_not_searched() -> None:
    body = "Mayor: Bridge will open in May."
    article = Article("Mayor: Bridge will open in May", "lede", body, (Block("paragraph", 0, len(body)),))

    assert [q for q in find_quotes(article, KnownPeople(article, {})) if q.field == "title"] == []


def test_the_whole_row() -> None:
    body = "OSLO (AP): “The bridge is safe,” said Silva, who said that it would open."
    blocks = (Block("paragraph", 0, len(body)), Block("dateline", 0, 10))
    article = Article(None, None, body, blocks)
    first, second = find_quotes(article, KnownPeople(article, {"Silva": "Ana Silva"}))

    assert first == Quote(
        field="body", block="paragraph", start_char=12, end_char=30, text="The bridge is safe", kind="direct",
        utterance_no=1, rule="said_after", confidence=first.confidence, speaker_text="Silva", speaker_start_char=38,
        speaker_end_char=43, speaker_name="Ana Silva", speaker_entity_id=content_id("entity", "PERSON", "ana silva"),
        cue="said", cue_start_char=33, cue_end_char=37, cue_lemma="say",
    )  # fmt: skip
    # The subject as printed is a pronoun; the name is that of the noun it refers to.
    assert (second.speaker_text, second.speaker_name, second.text) == ("who", "Ana Silva", "it would open")


def test_a_relative_pronoun_without_a_name_gives_way_to_its_noun(rows_of: Rows) -> None:
    assert rows_of("The army warned villagers who said that the bridge was safe.")[-1][2] == "villagers"


def test_rules_can_be_left_out_to_measure_them() -> None:
    from flows.parsing.quotes import find_quotes_in

    article = article_of("The mayor said that the bridge would open in May.")
    cast = KnownPeople(article, {})

    assert len(find_quotes_in([article], [cast])[0]) == 1
    assert find_quotes_in([article], [cast], without=frozenset({"clause_after_verb"})) == [()]


def test_articles_of_a_batch_give_the_same_quotes_as_each_alone() -> None:
    from flows.parsing.quotes import find_quotes_in

    articles = [article_of(text) for text, _ in DIRECT + REPORTED]
    casts = [KnownPeople(article, {}) for article in articles]

    assert find_quotes_in(articles, casts) == [find_quotes(a, c) for a, c in zip(articles, casts, strict=True)]


def test_every_rule_and_kind_has_a_measured_confidence(quotes_of: Quotes) -> None:
    measured = {(row["rule"], row["kind"]): float(row["confidence"]) for row in word_list("quote_rules")}
    found = [quote for text, _ in DIRECT + REPORTED for quote in quotes_of(text)]

    assert [q.confidence for q in found] == [measured[q.rule, q.kind] for q in found]
    assert all(0 < confidence <= 1 for confidence in measured.values())


def test_mentions_are_the_casts_business(quotes_of: Quotes) -> None:
    assert quotes_of("“No,” said Silva.")[0].speaker_name is None
    assert isinstance(KnownPeople(article_of("Silva"), {"Silva": "Ana Silva"}).whose("body", 0, 5), Mention)

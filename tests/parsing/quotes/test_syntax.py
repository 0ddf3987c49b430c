"""The fast parser gives spaCy's own trees."""

import warnings

import pytest
import spacy

from flows.parsing.quotes.cues import inflections, speech_verbs
from flows.parsing.quotes.syntax import FastSyntax, PlainSyntax, load_syntax
from flows.resources import word_list

from .test_quotes import DIRECT, NOTHING_SAID, REPORTED

TEXTS = [
    *(text for text, _ in DIRECT + REPORTED),
    *filter(None, NOTHING_SAID),
    "What the mayor says she saw  was, \t in the end, nobody's “business” (or so it's said) – can't you see?",
    "Whom did they say the envoy, who'd left at 5 p.m. on Jan. 3rd with $4.5m, had met?",
    "a",
    "....",
    "Yes",
]


def test_the_fast_trees_are_spacys_own() -> None:
    fast = load_syntax()
    assert isinstance(fast, FastSyntax)
    plain = PlainSyntax(fast._nlp)
    offsets = list(range(len(TEXTS)))

    assert fast.parse(TEXTS, offsets) == plain.parse(TEXTS, offsets)
    assert fast.parse(TEXTS * 3, offsets * 3)[-len(TEXTS) :] == fast.parse(TEXTS, offsets)


def test_no_text_gives_no_tree() -> None:
    assert load_syntax().parse([], []) == []


def test_offsets_count_in_the_field() -> None:
    (tree,) = load_syntax().parse(["Ana said no."], [100])

    assert list(zip(tree.starts, tree.ends, tree.words, strict=True)) == [
        (100, 103, "Ana"), (104, 108, "said"), (109, 111, "no"), (111, 112, "."),
    ]  # fmt: skip


def test_any_spacy_pipeline_can_be_named(tmp_path: object) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nlp = spacy.blank("en")
        nlp.to_disk(f"{tmp_path}/blank")

    assert isinstance(load_syntax(f"{tmp_path}/blank"), PlainSyntax)
    with pytest.raises(OSError, match="no_such_pipeline"):
        load_syntax("no_such_pipeline")


@pytest.mark.parametrize(
    ("lemma", "expected"),
    [
        ("declare", ("declare", "declares", "declared", "declared", "declaring")),
        ("reply", ("reply", "replies", "replied", "replied", "replying")),
        ("agree", ("agree", "agrees", "agreed", "agreed", "agreeing")),
        ("stress", ("stress", "stresses", "stressed", "stressed", "stressing")),
    ],
)
def test_inflections(lemma: str, expected: tuple[str, ...]) -> None:
    assert inflections(lemma) == expected


def test_each_verb_of_speech_is_listed_once_and_found_by_its_forms() -> None:
    lemmas = [row["lemma"] for row in word_list("speech_verbs")]

    assert len(lemmas) == len(set(lemmas))
    assert {speech_verbs()[form].lemma for form in ("said", "written", "quipping", "denies")} == {
        "say", "write", "quip", "deny",
    }  # fmt: skip

"""The fast parser gives spaCy's own trees."""

from pathlib import Path

import pytest
import spacy

from flows.parsing.pipeline import load_pipeline
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
    plain = PlainSyntax(load_pipeline())
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


def test_a_named_pipeline_parses_if_it_can_and_else_the_built_in_model_does(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    load_pipeline().to_disk(tmp_path / "whole", exclude=["vocab"])

    assert isinstance(load_syntax(str(tmp_path / "blank")), FastSyntax)
    assert isinstance(load_syntax(str(tmp_path / "whole")), PlainSyntax)
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

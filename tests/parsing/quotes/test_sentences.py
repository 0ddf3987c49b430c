"""Sentences end where a reader ends them."""

import pytest

from flows.parsing.quotes.sentences import split_sentences

SENTENCES = [
    ("One. Two? Three!", ["One.", "Two?", "Three!"]),
    ("Sen. Ana Silva met Mr. J. Hunt. Rain fell.", ["Sen. Ana Silva met Mr. J. Hunt.", "Rain fell."]),
    ("The U.S. Senate met. The end.", ["The U.S. Senate met.", "The end."]),
    ("It left the U.S. The end.", ["It left the U.S.", "The end."]),
    ("“Why?” Silva asked. “Go.” He left.", ["“Why?” Silva asked.", "“Go.”", "He left."]),
    ("It rose 3.5 percent. Then it fell.", ["It rose 3.5 percent.", "Then it fell."]),
    ("  \n ", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in split_sentences(text, 0, len(text))] == expected


def test_a_sentence_without_end_is_cut_at_a_space() -> None:
    spans = split_sentences("word " * 1000, 0, 5000)

    assert max(b - a for a, b in spans) <= 1000
    assert "".join(("word " * 1000)[a:b] + " " for a, b in spans).split() == ["word"] * 1000

"""The fast model finds exactly what spaCy's own `ner` finds."""

import random
import re

import pytest
import spacy

from flows.parsing import pipeline
from flows.parsing.entities.models import FastModel, PlainModel, load_model
from flows.parsing.pipeline import load_pipeline, load_weights

WORDS = re.findall(
    r"\S+",
    """
Sergei Lavrov Iran's Foreign Ministry said on Wednesday that the Shanghai Cooperation Organisation ( SCO ) would meet in
Dushanbe , Tajikistan , with $ 5.4 million from Acme Corp. and U.N. envoys . “ We'll see , ” Ms. O'Brien-Smith told The
Daily Courier ; don't can't Côte d'Ivoire São Paulo 北京 Владимир Путин café 1,234.5 % 24/7 e-mail user@example.org
https://example.org/a?b=c :-) … — – ' " ’ ” ) ( AL-SHABAAB COVID-19 G20 Mr. Dr. 10:30 p.m. 2026-03-02 the a of and
""",
)
GAPS = [" "] * 20 + ["\n\n", "  ", "\t", "\u00a0", " \n "]


def own_texts() -> list[str]:
    """Texts of words, names and odd gaps in any order, and the edges of what a text can be."""
    dice = random.Random(7)
    texts = [
        "",
        " ",
        "\n\n",
        "Iran",
        "Moscow ",
        " Moscow",
        "AAA" * 50,
        "The " * 40,
        "Lavrov " * 60,
        "😀 Berlin 😀",
        "\x00",
    ]
    for length in range(1, 70):
        texts.append("".join(dice.choice(WORDS) + dice.choice(GAPS) for _ in range(length * 2)))
    return texts


@pytest.fixture(scope="module")
def fast() -> FastModel:
    model = load_model()
    assert isinstance(model, FastModel)
    return model


def spans(found):
    return [[(span.start, span.end, span.label) for span in spans] for spans in found]


def test_the_entities_are_spacys_own(fast):
    texts = own_texts()
    expected = spans(PlainModel(load_pipeline()).entities(texts))
    assert len(texts) >= 50
    assert sum(map(len, expected)) > 500
    assert spans(fast.entities(texts)) == expected


def test_they_do_not_depend_on_the_other_texts(fast):
    texts = own_texts()
    assert spans([fast.entities([text])[0] for text in texts]) == spans(fast.entities(texts))


def test_the_cache_of_words_is_bounded_and_changes_nothing(fast, monkeypatch):
    monkeypatch.setattr("flows.parsing.tok2vec.MAX_WORDS", 200)
    small = FastModel(load_weights())
    texts = own_texts()
    assert spans(small.entities(texts)) == spans(fast.entities(texts))
    assert 0 < small.words_kept <= 200


def test_new_words_are_forgotten_once_there_are_many(fast, monkeypatch):
    texts = own_texts()
    expected = spans(fast.entities(texts))
    monkeypatch.setattr(pipeline, "_MAX_LEXEMES", 0)
    assert spans(fast.entities(texts)) == expected
    fast.entities(["Zyxwvut met Qponmlk."])
    nlp = load_weights()
    assert ("Zyxwvut" in nlp.vocab.strings) == (not hasattr(nlp, "memory_zone"))


def test_a_named_pipeline_runs_as_it_comes(tmp_path):
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "Quibdonga"}])
    nlp.to_disk(tmp_path / "own")
    model = load_model(str(tmp_path / "own"))
    assert isinstance(model, PlainModel)
    assert spans(model.entities(["In Quibdonga.", "Nowhere."])) == [[(3, 12, "GPE")], []]


def test_a_pipeline_that_is_not_there_is_an_error():
    with pytest.raises(OSError, match="no_such_pipeline"):
        load_model("no_such_pipeline")

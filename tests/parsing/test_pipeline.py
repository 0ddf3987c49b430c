"""Pipelines are loaded once, only as far as they are needed, and run as they come."""

import warnings

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from flows.parsing.entities.models import FastModel, load_model
from flows.parsing.pipeline import assigns, load_pipeline, load_weights, run
from flows.parsing.quotes.syntax import FastSyntax, load_syntax
from flows.parsing.tok2vec import Tok2Vec, UnknownLayoutError


@Language.component("copydesk_names_the_first_word")
def names_the_first_word(doc: Doc) -> Doc:
    doc.ents = [Span(doc, 0, 1, label="PERSON")]
    return doc


def test_entities_and_quotes_share_one_pipeline_loaded_without_a_warning() -> None:
    load_weights.cache_clear()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        model, syntax = load_model(), load_syntax.__wrapped__()

    assert isinstance(model, FastModel)
    assert isinstance(syntax, FastSyntax)
    assert load_weights.cache_info().misses == 1
    assert load_weights().pipe_names == ["tok2vec", "tagger", "parser", "ner"]
    assert len(load_weights().vocab.strings) < 10_000 < len(load_pipeline().vocab.strings)


def test_only_components_that_matter_run() -> None:
    nlp = load_pipeline()
    (doc,) = run(nlp, ["Ana Silva left Lisbon."], "doc.ents")

    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Ana Silva", "PERSON"), ("Lisbon", "GPE")]
    assert not doc.has_annotation("DEP")
    assert assigns(nlp, "token.tag", "token.dep")
    assert not assigns(nlp, "token.tag", "doc.spans")


def test_a_component_that_does_not_tell_what_it_assigns_runs() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("copydesk_names_the_first_word")
    (doc,) = run(nlp, ["Ana left."], "doc.ents")

    assert [ent.text for ent in doc.ents] == ["Ana"]


def test_layers_of_another_kind_are_told_from_ours() -> None:
    nlp = spacy.blank("en")
    layer = nlp.add_pipe("tok2vec").model  # spaCy's default: without static vectors

    with pytest.raises(UnknownLayoutError):
        Tok2Vec(layer, nlp.vocab.vectors)

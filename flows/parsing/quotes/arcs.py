"""The greedy dependency parser of a spaCy pipeline, for many sentences in step.

spaCy parses by arc-eager transitions (shift, reduce, left arc, right arc, break), each chosen by a small network from
eight tokens of the state; see Honnibal and Johnson (2015), https://aclanthology.org/D15-1162. Here every sentence takes
its next transition at the same time, so that a step is a few array operations whatever the number of sentences. The
choices are spaCy's up to the rounding of the sums.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flows.parsing.tok2vec import Floats, Linear, UnknownLayoutError

Ints = NDArray[np.intp]

_FEATURES = 8
_NONE = -1
_KINDS = "SDLRB"  # shift, reduce, left arc, right arc, break
_TOKENS_IN_STEP = 8000  # of the sentences that go in step: 4 kB each


class ArcParser:
    """Heads and relations from token vectors."""

    def __init__(self, component: Any) -> None:
        """Read the weights and actions of spaCy's `parser`; raises UnknownLayoutError where they are unfit."""
        model = component.model
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        weights = lower.get_param("W")
        features, hidden, _, inputs = weights.shape
        if features != _FEATURES or model.attrs["unseen_classes"] or component.cfg.get("beam_width", 1) != 1:
            raise UnknownLayoutError("the parser component is of another kind")
        self._linear = Linear.read(model.get_ref("tok2vec"))
        self._hidden = hidden
        # Piece by piece: (inputs, features times pieces times hidden).
        self._lower: Floats = np.ascontiguousarray(weights.transpose(3, 0, 2, 1).reshape(inputs, -1))
        self._pad: Floats = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(1, -1)
        self._bias: Floats = lower.get_param("b").T.reshape(-1)
        self._upper: Floats = np.ascontiguousarray(upper.get_param("W").T)
        self._upper_bias: Floats = upper.get_param("b")
        names = [component.moves.get_class_name(i) for i in range(component.moves.n_moves)]
        self._kind = np.array([_KINDS.index(name[0]) for name in names])
        self._labels = [name[2:] for name in names]

    def __call__(self, vectors: Floats, lengths: list[int]) -> list[tuple[list[int], list[str]]]:
        """The head and the relation of each token of each sentence, given the vectors of all tokens in a row."""
        vectors = self._linear(vectors)
        ends = np.cumsum(lengths)
        starts = ends - lengths
        found: list[tuple[list[int], list[str]]] = [([], []) for _ in lengths]
        for group in _groups(lengths):
            tokens = np.concatenate([np.arange(starts[i], ends[i]) for i in group])
            sizes = np.array([lengths[i] for i in group])
            heads, actions = self._decode(vectors[tokens], sizes)
            begin = 0
            for number, size in zip(group, sizes.tolist(), strict=True):
                local = heads[begin : begin + size].tolist()
                labels = [self._labels[a] if a >= 0 else "" for a in actions[begin : begin + size].tolist()]
                found[number] = _finish([h - begin if h >= 0 else i for i, h in enumerate(local)], labels)
                begin += size
        return found

    def _decode(self, vectors: Floats, sizes: Ints) -> tuple[Ints, Ints]:
        """Each token's head and the action that attached it, -1 for none; tokens count through the group."""
        count = len(vectors)
        products = np.concatenate([vectors @ self._lower, self._pad])  # the last row stands for no token
        products = products.reshape((count + 1) * _FEATURES, -1)
        state = _States(sizes)
        while len(state.rows):
            context = state.context()
            context[context < 0] = count
            summed = products.take(context[0] * _FEATURES, axis=0)
            for slot in range(1, _FEATURES):
                summed += products.take(context[slot] * _FEATURES + slot, axis=0)
            summed += self._bias
            hidden = summed[:, : self._hidden]
            for start in range(self._hidden, summed.shape[1], self._hidden):
                hidden = np.maximum(hidden, summed[:, start : start + self._hidden])
            scores = hidden @ self._upper
            scores += self._upper_bias
            scores[~state.valid()[:, self._kind]] = -np.inf
            action = scores.argmax(axis=1)
            state.apply(self._kind[action], action)
        return state.heads, state.actions


class _States:
    """The parser's state for each sentence that is still under way; tokens count through all sentences.

    `rows` numbers the sentences under way; the other arrays keep a row for each sentence of the group.
    """

    def __init__(self, sizes: Ints) -> None:
        ends = np.cumsum(sizes)
        total = int(ends[-1])
        widest = max(int(sizes.max()), 3) + 1  # as deep as the network looks
        self.heads = np.full(total, _NONE)
        self.actions = np.full(total, _NONE)
        self.rows = np.flatnonzero(sizes)
        self._end = ends
        self._next = ends - sizes  # the first token that was never shifted
        self._stack = np.full((len(sizes), widest), _NONE)
        self._depth = np.zeros(len(sizes), np.intp)
        self._again = np.full((len(sizes), widest), _NONE)  # tokens put back in front of the buffer
        self._waiting = np.zeros(len(sizes), np.intp)
        self._starts_sentence = np.zeros(total + 2, bool)
        self._unshiftable = np.zeros(total, bool)
        # The last child on either side, and what it was before that child came.
        self._last = np.full((2, total), _NONE)
        self._before = np.full((2, total), _NONE)

    def context(self) -> Ints:
        """The eight tokens that the network looks at: B0 B1 S0 S1 S2 and outermost children of B0 and S0."""
        rows = self.rows
        depth, waiting = self._depth.take(rows), self._waiting.take(rows)
        following, end = self._next.take(rows), self._end.take(rows)
        context = np.empty((_FEATURES, len(rows)), np.intp)
        for k in (0, 1):
            place = following + k - np.minimum(waiting, k)
            fresh = np.where(place < end, place, _NONE)
            context[k] = np.where(waiting > k, self._again[rows, waiting - 1 - k], fresh)
        for k in (0, 1, 2):
            context[2 + k] = np.where(depth > k, self._stack[rows, depth - 1 - k], _NONE)
        first, top = context[0], context[2]
        context[5] = np.where(first >= 0, self._last[0].take(first), _NONE)
        context[6] = np.where(top >= 0, self._last[0].take(top), _NONE)
        context[7] = np.where(top >= 0, self._last[1].take(top), _NONE)
        self._first, self._second, self._top = first.copy(), context[1].copy(), top.copy()
        return context

    def valid(self) -> NDArray[np.bool_]:
        """Which kinds of action each sentence allows, in the order of `_KINDS`; call after `context`."""
        first, second, top = self._first, self._second, self._top
        stacked, any_left = top >= 0, first >= 0
        at_start = any_left & self._starts_sentence[first]
        valid = np.empty((len(first), len(_KINDS)), bool)
        two_left = self._waiting[self.rows] + self._end[self.rows] - self._next[self.rows] >= 2
        valid[:, 0] = ~stacked | (two_left & ~at_start & ~self._unshiftable[first])
        valid[:, 1] = stacked
        valid[:, 2] = valid[:, 3] = stacked & any_left & ~at_start
        valid[:, 4] = two_left & (second == first + 1) & ~self._starts_sentence[second]
        return valid

    def apply(self, kind: Ints, action: Ints) -> None:
        """Take one action in each sentence, and let go of those that are done."""
        rows, first, top = self.rows, self._first, self._top
        lefts, rights = kind == 2, kind == 3
        self._attach(0, first[lefts], top[lefts], action[lefts])
        self._unshiftable[first[lefts]] = False
        self._attach(1, top[rights], first[rights], action[rights])

        reduces = kind == 1
        settled = (self.heads[top] >= 0) | (self._depth[rows] == 1)
        put_back = reduces & ~settled
        self._depth[rows[lefts | reduces]] -= 1
        back_rows, back = rows[put_back], top[put_back]
        self._unshiftable[back] = True
        self._again[back_rows, self._waiting[back_rows]] = back
        self._waiting[back_rows] += 1

        pushes = rights | (kind == 0)
        push_rows, pushed = rows[pushes], first[pushes]
        self._stack[push_rows, self._depth[push_rows]] = pushed
        self._depth[push_rows] += 1
        from_again = self._waiting[push_rows] > 0
        self._waiting[push_rows[from_again]] -= 1
        self._next[push_rows[~from_again]] += 1

        self._starts_sentence[self._second[kind == 4]] = True
        under_way = (self._depth[rows] > 0) | (self._waiting[rows] > 0) | (self._next[rows] < self._end[rows])
        if not under_way.all():
            self.rows = rows[under_way]

    def _attach(self, side: int, head: Ints, child: Ints, action: Ints) -> None:
        """Draw arcs, each in place of the child's earlier one; spaCy forgets only an arc that was drawn last."""
        earlier = self.heads[child]
        had = earlier >= 0
        old, lost = earlier[had], child[had]
        old_side = (old < lost).astype(np.intp)
        latest = self._last[old_side, old] == lost
        self._last[old_side[latest], old[latest]] = self._before[old_side[latest], lost[latest]]
        self._before[side, child] = self._last[side, head]
        self._last[side, head] = child
        self.heads[child] = head
        self.actions[child] = action


def _groups(lengths: list[int]) -> Iterator[list[int]]:
    """The numbers of the sentences in groups of similar length."""
    group: list[int] = []
    tokens = 0
    for number in sorted(range(len(lengths)), key=lengths.__getitem__):
        if not lengths[number]:
            continue
        if group and tokens + lengths[number] > _TOKENS_IN_STEP:
            yield group
            group, tokens = [], 0
        group.append(number)
        tokens += lengths[number]
    if group:
        yield group


def _finish(heads: list[int], labels: list[str]) -> tuple[list[int], list[str]]:
    """Roots get their name; an arc with a label like `prep||dobj` goes to the head's nearest `dobj` below."""
    labels = ["ROOT" if head == i else label for i, (head, label) in enumerate(zip(heads, labels, strict=True))]
    for i, label in enumerate(labels):
        if "||" in label:
            labels[i], wanted = label.split("||")
            heads[i] = _below(heads, labels, heads[i], wanted, i)
    return heads, labels


def _below(heads: list[int], labels: list[str], head: int, wanted: str, child: int) -> int:
    """The first token under `head` with that relation, level by level and from the left; `head` where there is none."""
    level = [head]
    while level:
        level = [i for i, h in enumerate(heads) if h in level and i != h]
        for i in level:
            if i != child and labels[i].split("||")[0] == wanted:
                return i
        if child in level:
            level.remove(child)
    return head

"""The verbs of speech of a sentence, and whether anything was said at all."""

from bisect import bisect_left
from collections.abc import Callable
from typing import NamedTuple

from flows.parsing.quotes.cues import Verb, inflections, speech_verbs
from flows.parsing.quotes.said import Span
from flows.parsing.quotes.speakers import Speaker, speaker_of
from flows.parsing.quotes.syntax import Tree

_NEGATIONS = frozenset(("not", "n't", "n’t", "never", "nor", "neither", "without"))
_REFUSALS = frozenset(form for lemma in ("decline", "refuse", "fail") for form in inflections(lemma))
_NOBODY = frozenset(("nobody", "none", "neither", "no"))
_NOMINAL = ("amod", "compound")
_CONDITIONS = frozenset(("if", "unless", "whether"))
_SUPPOSED = frozenset(("would", "could", "might", "may", "should", "’d", "'d"))


class Cue(NamedTuple):
    """A verb of speech in its sentence: who does it, where it stands, and whether it was only denied or supposed."""

    speaker: Speaker | None
    span: Span
    lemma: str | None  # None for a verb that is not known as one of speech
    unsaid: bool


def speech_cues(tree: Tree, within: Span | None = None) -> list[tuple[int, Verb]]:
    """The tokens that are verbs of speech, in order; only those that start in the span `within` where one is given."""
    verbs = speech_verbs()
    first, last = (bisect_left(tree.starts, at) for at in within) if within else (0, len(tree.starts))
    return [
        (i, verb)
        for i in range(first, last)
        if tree.tags[i].startswith("VB") and (verb := verbs.get(tree.words[i].lower())) and tree.deps[i] not in _NOMINAL
    ]


def read_cue(tree: Tree, token: int, lemma: str | None, outside: Callable[[int], bool]) -> Cue:
    """Read off what the sentence says about one verb; `outside` as in `speaker_of`."""
    return Cue(speaker_of(tree, token, outside), (tree.starts[token], tree.ends[token]), lemma, is_unsaid(tree, token))


def is_unsaid(tree: Tree, verb: int) -> bool:
    """Whether the verb is negated, refused, conditional or only supposed, so that nothing was said."""
    for child in tree.children[verb]:
        word, dep = tree.words[child].lower(), tree.deps[child]
        if dep == "neg" or (child < verb and word in _NEGATIONS) or (dep == "mark" and word in _CONDITIONS):
            return True
        if dep == "aux" and word in _SUPPOSED:
            return True
        if dep in ("nsubj", "nsubjpass") and _is_nobody(tree, child):
            return True
    head = tree.heads[verb]
    return (
        head != verb and tree.deps[verb] == "xcomp" and (tree.words[head].lower() in _REFUSALS or is_unsaid(tree, head))
    )


def _is_nobody(tree: Tree, subject: int) -> bool:
    return tree.words[subject].lower() in _NOBODY or any(tree.words[c].lower() == "no" for c in tree.children[subject])

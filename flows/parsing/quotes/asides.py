"""A subject and its verb of speech between commas, within or after what is said: The plan, he said, is dead."""

from flows.parsing.quotes.bounds import MARKS, trimmed
from flows.parsing.quotes.cues import speech_verbs
from flows.parsing.quotes.phrases import noun_phrase
from flows.parsing.quotes.said import Span
from flows.parsing.quotes.speakers import inverted_subject
from flows.parsing.quotes.syntax import Tree

_FINITE = ("VBD", "VBZ", "VBP", "VBN")
_MAIN = ("VBD", "VBZ", "VBP", "MD")
_LONG = 14  # tokens between the verb and the end of the aside: he told a news conference in Oslo on Friday
_WHO = ("WP", "WDT", "WP$")
_STOPS = (",", ".", ";")
_PARTS = frozenset(
    ("pobj", "prep", "det", "amod", "compound", "nummod", "poss", "case", "npadvmod", "advmod", "conj", "cc", "punct")
)
# These open a phrase that tells when, where or how something was said.
PLACES = frozenset(("in", "on", "at", "during", "after", "before", "for", "via", "by", "through"))


def set_off(tree: Tree, cue: int, addressed: bool) -> list[Span]:
    """What stands before and after an aside in the sentence: The plan, he said, is dead; his, said Lavrov, is not.

    `addressed` tells whether the verb's object is who is told.
    """
    aside = _aside(tree, cue, addressed) or _inverted_aside(tree, cue)
    if aside is None:
        return []
    first, last = aside
    if last + 2 >= len(tree.words) or tree.words[first - 2] in MARKS or tree.words[last + 2] in MARKS:
        return []
    if tree.words[last + 1] != ",":
        return []
    if tree.tags[last + 2] == "VBG" and tree.words[last + 2].lower() in speech_verbs():
        return [trimmed(tree, 0, first - 2)]  # …, he said, adding that …
    rest = trimmed(tree, last + 2, len(tree.words) - 1)
    return [rest] if first == 2 and tree.deps[0] == "cc" else [trimmed(tree, 0, first - 2), rest]


def told_last(tree: Tree, cue: int, addressed: bool) -> Span | None:
    """What stands before an aside that ends its sentence: The plan is dead, he told reporters on Monday."""
    aside = _aside(tree, cue, addressed)
    if aside is None or tree.words[aside[0] - 2] in MARKS:
        return None
    if aside[1] + 2 < len(tree.words) and tree.words[aside[1] + 1] != ";":
        return None
    last = aside[0] - 2
    if not any(tree.tags[token] in _MAIN for token in range(last + 1)):
        return None
    return trimmed(tree, 0, last)


def _aside(tree: Tree, cue: int, addressed: bool) -> tuple[int, int] | None:
    """The first and last token of a subject and its verb, and of who was told, where and when, between two commas."""
    subject = tree.child(cue, "nsubj")
    if subject is None or subject > cue or tree.tags[cue] not in _FINITE or tree.tags[subject] in _WHO:
        return None  # said Lavrov, the minister: what follows is in apposition
    first = noun_phrase(tree, subject)[0]
    if first < 2 or tree.words[first - 1] != ",":
        return None
    last = cue
    while last + 1 < len(tree.words) and tree.words[last + 1] not in _STOPS:
        last += 1
        if last - cue > _LONG or not _goes_with(tree, last, cue, addressed):
            return None
    return first, last


def _goes_with(tree: Tree, token: int, cue: int, addressed: bool) -> bool:
    if tree.heads[token] != cue:
        return tree.deps[token] in _PARTS
    if tree.deps[token] == "prep":
        return tree.words[token].lower() in PLACES
    return tree.deps[token] in ("npadvmod", "advmod") or (addressed and tree.deps[token] in ("dobj", "dative"))


def _inverted_aside(tree: Tree, cue: int) -> tuple[int, int] | None:
    """The same with the verb first, where the clause that it interrupts goes on with its own verb."""
    if cue < 2 or tree.words[cue - 1] != "," or tree.tags[cue] not in _FINITE:
        return None
    subject = inverted_subject(tree, cue)
    if subject is None:
        return None
    for comma in range(subject + 1, len(tree.words) - 1):
        if tree.tags[comma] in _WHO or tree.words[comma] in MARKS:
            return None
        if tree.words[comma] == "," and tree.tags[comma + 1] in _MAIN:
            return cue, comma - 1
    return None

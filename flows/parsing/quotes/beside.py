"""The noun phrase beside a verb whose subject the parser did not find, by parts of speech alone."""

from collections.abc import Callable

from flows.parsing.quotes.phrases import noun_phrase, time_nouns
from flows.parsing.quotes.syntax import Tree

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_NOMINAL = ("NN", "PRP", "CD", "FW", "EX", "DT", "WP")
_INSIDE_NOMINAL = ("NN", "JJ", "CD", "DT", "POS", "PRP$", "HYPH", "FW")
_PARENTHESIS = 8  # tokens
_HAS = frozenset(("'s", "’s"))
_FINITE = ("VBD", "VBZ", "VBP")


def beside(tree: Tree, verb: int, outside: Callable[[int], bool]) -> tuple[int, int] | None:
    """The noun phrase that stands right before the verb, or right after it, by parts of speech alone."""
    last = verb - 1
    while last >= 0 and (
        tree.tags[last].startswith(("RB", "MD")) or tree.deps[last] in ("aux", "advmod") or tree.words[last] in _HAS
    ):
        last -= 1
    if (
        last > 1
        and tree.words[last] == ","
        and tree.tags[verb] in _FINITE
        and (named := _before_apposition(tree, last, outside))
    ):
        return named
    if tree.tags[verb] == "VBG" or (last > 1 and tree.tags[last] == "CC"):
        return _first_subject(tree, verb, outside)
    if last > 1 and tree.words[last] == ")" and "(" in tree.words[max(0, last - _PARENTHESIS) : last]:
        while tree.words[last] != "(":
            last -= 1
        last -= 1
    if last >= 0 and tree.tags[last].startswith(_NOMINAL) and outside(tree.starts[last]):
        first = last
        while first > 0 and tree.tags[first - 1].startswith(_INSIDE_NOMINAL) and outside(tree.starts[first - 1]):
            first -= 1
        return first, last
    first = verb + 1
    last = verb
    while (
        last + 1 < len(tree.words)
        and tree.tags[last + 1].startswith(_INSIDE_NOMINAL)
        and outside(tree.starts[last + 1])
    ):
        last += 1
    if last >= first and tree.tags[last].startswith(("NN", "PRP")):
        return first, last
    return None


def _before_apposition(tree: Tree, comma: int, outside: Callable[[int], bool]) -> tuple[int, int] | None:
    """The name at the head of “Jay Hunt, the club's president, said”: what begins the first clause part that names."""
    begin = comma
    while begin > 0 and outside(tree.starts[begin - 1]) and tree.words[begin - 1] not in (";", ":"):
        begin -= 1
    while begin < comma:
        end = next(token for token in range(begin, comma + 1) if tree.words[token] == ",")
        first = begin
        while first < end and tree.tags[first] in ("CC", "RB"):
            first += 1
        last = first
        while last < end and tree.tags[last].startswith((*_INSIDE_NOMINAL, "PRP")):
            last += 1
        if last > first and tree.tags[last - 1].startswith(("NN", "PRP")) and not _is_time(tree, last - 1):
            return first, last - 1
        begin = end + 1
    return None


def _is_time(tree: Tree, noun: int) -> bool:
    return tree.words[noun].lower() in time_nouns()


def _first_subject(tree: Tree, verb: int, outside: Callable[[int], bool]) -> tuple[int, int] | None:
    """The first subject of the sentence, for a verb that joins on to what its doer did before: …, and said."""
    for token in range(verb):
        if tree.deps[token] in _SUBJECTS and outside(tree.starts[token]) and tree.tags[token] not in ("WDT", "WP"):
            return noun_phrase(tree, token)
    return None

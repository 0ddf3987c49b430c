"""Noun phrases: where they begin and end."""

from functools import cache

from flows.parsing.quotes.syntax import Tree
from flows.resources import word_list

_GOES_ON = frozenset(
    ("prep", "conj", "cc", "case", "nmod", "appos", "amod", "compound", "nummod", "det", "poss", "dep")
)
_CLAUSES = frozenset(("relcl", "acl", "advcl", "punct"))
_FINITE = ("VBD", "VBZ", "VBP")
_EDGES = frozenset(("“", '"', "``", "‘", "”", "''", ",", ";", ":", "--", "—", "–", "-", "and", "but", "or", "(", "'"))


def noun_phrase(tree: Tree, head: int) -> tuple[int, int]:
    """The first and last token of the noun phrase of `head`, up to a comma or a clause."""
    if tree.tags[head].startswith("VB"):
        return head, head
    left = right = head
    for child in tree.children[head]:
        if child < head and tree.deps[child] not in ("punct", "preconj", "cc"):
            left = min(left, tree.leftmost(child))
    for child in tree.children[head]:
        if child < head:
            continue
        if tree.deps[child] not in _GOES_ON or "," in tree.words[right + 1 : child]:
            break
        right = max(right, _up_to_clause(tree, child))
    while left < head and tree.words[left].lower() in _EDGES:
        left += 1
    while right > head and tree.words[right].lower() in _EDGES:
        right -= 1
    return left, right


def up_to_name(tree: Tree, head: int, last: int) -> int:
    """The last token of the name that follows a description after a comma: its secretary, Ruth Sakala|, said."""
    if tree.tags[head] != "NN" or tree.tags[last] not in ("NN", "NNS") or last + 2 >= len(tree.words):
        return last
    if tree.words[last + 1] != "," or any(tree.tags[t] == "IN" and tree.words[t] != "of" for t in range(head, last)):
        return last
    end = last + 2
    while end < len(tree.words) and tree.tags[end] in ("DT", "NN", "JJ"):  # the fisherman Tomé Varela
        end += 1
    name = end
    while end < len(tree.words) and tree.tags[end].startswith("NNP"):
        end += 1
    closed = end == len(tree.words) or tree.words[end] in (",", ".") or tree.tags[end] in _FINITE
    return end - 1 if end > name and closed else last


@cache
def time_nouns() -> frozenset[str]:
    """The nouns of `seeds/time_nouns.csv`, lower case: the days, morning, …."""
    return frozenset(row["noun"].lower() for row in word_list("time_nouns"))


def _up_to_clause(tree: Tree, child: int) -> int:
    last = child
    for token in tree.subtree(child):
        if token > child:
            if tree.words[token] == "," or tree.deps[token] in _CLAUSES:
                break
            last = token
    return last

"""Where reported speech begins and ends around its verb."""

from collections.abc import Sequence

from flows.parsing.quotes.cues import speech_nouns, speech_verbs
from flows.parsing.quotes.said import Span
from flows.parsing.quotes.speakers import noun_phrase, subject_of, time_nouns
from flows.parsing.quotes.syntax import Tree

_EDGES = frozenset((",", ";", ":", ".", "—", "–", "-", "--"))
_BREAKS = frozenset((",", "-", "--", "—", "–"))
_MARKS = frozenset(("“", "”", '"', "``", "''", "‘", "’", "'"))
_WHO = frozenset(("who", "which", "where", "whose"))
# After a comma these open a clause in which the writer compares or goes on, in his own words.
_WRITER_GOES_ON = frozenset(
    ("while", "although", "though", "whereas", "despite", "according", "adding", "citing", "echoing", "noting")
)
_FINITE = ("VBD", "VBZ", "VBP", "VBN")


def after_verb(tree: Tree, cue: int, clauses: Sequence[int]) -> Span:
    """The clause or object behind its verb, without “that”, with the adverbial clauses that follow it."""
    first, last = tree.leftmost(clauses[0]), max(tree.rightmost(clause) for clause in clauses)
    while first < last and (tree.words[first] in ",:" or _is_that(tree, first)):
        first += 1
    if (opening := _opening_phrase(tree, cue, first)) is not None:
        first = opening
    if first < cue and tree.tags[first] in ("WDT", "WP"):  # which officials said will go into effect
        first = cue + 1
    for child in tree.children[cue]:
        if child <= last or tree.deps[child] == "punct":
            continue
        if tree.deps[child] not in ("advcl", "ccomp") or tree.words[tree.leftmost(child)].lower() in _WRITER_GOES_ON:
            break
        last = max(last, tree.rightmost(child))
    return trimmed(tree, first, _where_writer_goes_on(tree, first, last, cue))


def _is_that(tree: Tree, token: int) -> bool:
    return tree.deps[token] == "mark" and tree.words[token].lower() == "that"


def _opening_phrase(tree: Tree, cue: int, first: int) -> int | None:
    """Where a phrase begins that opens the clause but was parsed as the verb's: said in the new talks, efforts …."""
    if tree.words[first - 1] != "," or tree.words[cue + 1] == ",":
        return None
    phrase = next((c for c in tree.children[cue] if cue < c < first and tree.deps[c] == "prep"), None)
    if phrase is None or tree.leftmost(phrase) != cue + 1 or "," in tree.words[cue + 1 : first - 1]:
        return None
    noun = tree.child(phrase, "pobj")
    if noun is None or tree.words[noun].lower() in speech_nouns() or tree.words[noun].lower() in time_nouns():
        return None
    return cue + 1


def before_verb(tree: Tree, cue: int, clause: int) -> Span:
    """The clause in front of its verb; from the start of the sentence where the verb is the main one."""
    first = 0 if tree.deps[cue] == "ROOT" else tree.leftmost(clause)
    last = min(tree.rightmost(clause), cue - 1)
    subject = subject_of(tree, cue)
    if subject is not None and first < subject < cue:
        last = min(last, noun_phrase(tree, subject)[0] - 1)
    return trimmed(tree, first, max(first, last))


def around(tree: Tree, cue: int) -> list[Span]:
    """What stands before and after everything that hangs on the verb."""
    spans = []
    left, right = tree.leftmost(cue), tree.rightmost(cue)
    if left > 0:
        spans.append(trimmed(tree, 0, left - 1))
    if right < len(tree.words) - 1:
        spans.append(trimmed(tree, right + 1, len(tree.words) - 1))
    return [(start, end) for start, end in spans if end > start + 1]


def set_off(tree: Tree, cue: int) -> list[Span]:
    """What stands around a subject and its verb between commas: The plan, he said, is dead."""
    subject = tree.child(cue, "nsubj")
    if subject is None or subject > cue or tree.tags[cue] not in _FINITE:
        return []  # said Lavrov, the minister: what follows is in apposition
    first, last = noun_phrase(tree, subject)[0], cue
    if first < 2 or tree.words[first - 1] != "," or last + 2 >= len(tree.words) or tree.words[last + 1] != ",":
        return []
    if tree.words[first - 2] in _MARKS or tree.words[last + 2] in _MARKS:
        return []
    return [trimmed(tree, 0, first - 2), trimmed(tree, last + 2, len(tree.words) - 1)]


def _where_writer_goes_on(tree: Tree, first: int, last: int, cue: int) -> int:
    """The last token before the writer takes the word again within the clause, as far as it is marked."""
    verbs = speech_verbs()
    commas = [t for t in range(first + 2, last) if tree.words[t] in _BREAKS]
    for token in range(first + 2, last):
        following = token + 1
        word = tree.words[following].lower()
        if tree.words[token] in _BREAKS:
            if word in _WRITER_GOES_ON or (tree.tags[following] == "VBG" and word in verbs):
                return token - 1
            if word in _WHO and (not commas or commas[-1] == token):  # the last clause, about the last noun
                return token - 1
        elif tree.deps[token] == "cc" and tree.tags[cue] in ("VBD", "VBZ"):  # said that … and added that …
            while following < last and tree.tags[following].startswith("RB"):
                following += 1
            verb = verbs.get(tree.words[following].lower())
            if verb and verb.clause and tree.tags[following] == tree.tags[cue]:
                return token - 1
    if tree.tags[last].startswith("VB") and tree.words[last].lower() in verbs:  # said …, the report said
        return next((t - 1 for t in range(last, max(first, last - 7), -1) if tree.words[t] == ","), last)
    return last


def trimmed(tree: Tree, first: int, last: int) -> Span:
    """The span of the tokens from `first` to `last` without punctuation at the ends."""
    while first < last and tree.words[first] in _EDGES:
        first += 1
    while last > first and tree.words[last] in _EDGES:
        last -= 1
    return tree.starts[first], tree.ends[last]

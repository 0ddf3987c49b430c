"""Reported speech: the clause that hangs on a verb of speech."""

from flows.parsing.quotes.asides import PLACES, set_off, told_last
from flows.parsing.quotes.bounds import MARKS, after_verb, around, before_verb
from flows.parsing.quotes.cues import Verb
from flows.parsing.quotes.passage import Passage
from flows.parsing.quotes.said import Said, Span
from flows.parsing.quotes.speakers import spans_of
from flows.parsing.quotes.speech import read_cue, speech_cues
from flows.parsing.quotes.syntax import Tree

_ANY_VERB = ("VB", "MD")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_MIN_AS_CHARS = 25
_SHORT = 3  # tokens behind “as Lavrov said”


def reported_clauses(passage: Passage, sentence: int) -> list[Said]:
    """The reported clauses of one sentence; a clause that its verb interrupts makes two pieces of one utterance."""
    tree = passage.trees[sentence]
    found: list[Said] = []
    for token, verb in speech_cues(tree):
        if not passage.outside(tree.starts[token]):
            continue
        rule, pieces = _content(tree, token, verb)
        if not pieces:
            continue
        cue = read_cue(tree, token, verb.lemma, passage.outside)
        if cue.unsaid:
            continue
        utterance = pieces[0][0]
        speaker, relative = spans_of(cue.speaker)
        for start, end in pieces:
            found.append(Said(start, end, "indirect", rule, speaker, relative, cue.span, verb.lemma, utterance))
    return found


def _content(tree: Tree, cue: int, verb: Verb) -> tuple[str, list[Span]]:
    """The name of the rule that fits, and the spans of what is said."""
    if verb.clause:
        needed = _ANY_VERB if verb.quotation else _FINITE
        clauses = [c for c in tree.children[cue] if tree.deps[c] == "ccomp" and _has_verb(tree, c, needed)]
        after = [c for c in clauses if c > cue]
        if not after and _is_as_clause(tree, cue, verb.addressed):
            return "as_said", [span for span in around(tree, cue) if span[1] - span[0] >= _MIN_AS_CHARS]
        if pieces := set_off(tree, cue, verb.addressed):
            return "set_off", pieces
        if after:
            return "clause_after_verb", [after_verb(tree, cue, after)]
        if clauses:
            return "clause_before_verb", [before_verb(tree, cue, clauses[0])]
        if (span := told_last(tree, cue, verb.addressed)) is not None:
            return "clause_before_verb", [span]
        if (that := _that_clause(tree, cue, verb.addressed)) is not None:
            return "clause_after_verb", [after_verb(tree, cue, [that])]
        if tree.deps[cue] == "parataxis":
            return "parenthesis", around(tree, cue)
    if verb.object:
        objects = [c for c in tree.children[cue] if tree.deps[c] in ("dobj", "prep") and c > cue]
        if objects and tree.deps[objects[0]] == "dobj":
            return "object", [after_verb(tree, cue, objects)]
    return "", []


def _has_verb(tree: Tree, clause: int, tags: tuple[str, ...]) -> bool:
    """Whether a clause has a verb: said it was late, not said Sergei Lavrov; found it was late, not found it late."""
    tokens = tree.subtree(clause)
    return tree.words[tokens[0]] in MARKS or any(tree.tags[token].startswith(tags) for token in tokens)


def _that_clause(tree: Tree, cue: int, addressed: bool) -> int | None:
    """The verb of a clause with “that” which hangs on another word: told the court in a letter that it was late."""
    for child in tree.children[cue]:
        dep = tree.deps[child]
        if child > cue and (dep == "xcomp" or (dep == "dobj" and not addressed)):
            return None
        if child > cue and dep == "prep" and tree.words[child].lower() not in PLACES:
            return None
    for token in range(cue + 1, len(tree.words) - 1):
        if tree.words[token] in (",", ";", ":") or tree.tags[token] in ("VBD", "VBZ", "VBP", "MD", "WDT", "CC"):
            return None
        if tree.words[token].lower() == "that" and tree.tags[token] == "IN" and tree.deps[token] == "mark":
            return tree.heads[token]
    return None


def _is_as_clause(tree: Tree, cue: int, addressed: bool) -> bool:
    """Whether the verb stands in a short clause like “as Lavrov said” or “as Lavrov told the court”."""
    told = tree.child(cue, "dobj", "xcomp")
    if tree.deps[cue] != "advcl" or (told is not None and not addressed):
        return False
    if tree.rightmost(cue) > (told if told is not None else cue) + _SHORT:
        return False
    links = (c for c in tree.children[cue] if c < cue and tree.deps[c] in ("mark", "advmod"))
    return any(tree.words[c].lower() == "as" for c in links)

"""Reported speech: the clause that hangs on a verb of speech."""

from flows.parsing.quotes.cues import Verb, speech_verbs
from flows.parsing.quotes.passage import Passage
from flows.parsing.quotes.said import Said, Span
from flows.parsing.quotes.speakers import Speaker, noun_phrase, speaker_of, subject_of
from flows.parsing.quotes.syntax import Tree

_NEGATIONS = frozenset(("not", "n't", "n’t", "never", "nor", "neither", "without"))
_UNSAID = frozenset(
    (
        "decline",
        "declined",
        "declines",
        "declining",
        "refuse",
        "refused",
        "refuses",
        "refusing",
        "fail",
        "failed",
        "fails",
    )
)
_NOBODY = frozenset(("nobody", "none", "neither", "no"))
_CONDITIONS = frozenset(("if", "unless", "whether"))


def speech_cues(tree: Tree) -> list[tuple[int, Verb]]:
    """The tokens that are verbs of speech."""
    verbs = speech_verbs()
    return [
        (i, verb)
        for i, word in enumerate(tree.words)
        if (verb := verbs.get(word.lower())) and tree.tags[i].startswith("VB") and tree.deps[i] not in ("amod", "compound")
    ]


def is_unsaid(tree: Tree, verb: int) -> bool:
    """Whether the verb is negated, refused or only supposed, so that nothing was said."""
    if any(tree.deps[c] == "neg" or tree.words[c].lower() in _NEGATIONS for c in tree.children[verb] if c < verb):
        return True
    if any(tree.words[c].lower() in _CONDITIONS for c in tree.children[verb] if tree.deps[c] == "mark"):
        return True
    subject = tree.child(verb, "nsubj", "nsubjpass")
    if subject is not None and (
        tree.words[subject].lower() in _NOBODY or any(tree.words[c].lower() == "no" for c in tree.children[subject])
    ):
        return True
    head = tree.heads[verb]
    return (
        head != verb and tree.deps[verb] == "xcomp" and (tree.words[head].lower() in _UNSAID or is_unsaid(tree, head))
    )


def reported_clauses(passage: Passage, sentence: int) -> list[Said]:
    """The reported clauses of one sentence."""
    tree = passage.trees[sentence]
    found: list[Said] = []
    for cue, verb in speech_cues(tree):
        if is_unsaid(tree, cue) or not passage.outside(tree.starts[cue]):
            continue
        rule, spans = _content(tree, cue, verb)
        if not spans:
            continue
        speaker = speaker_of(tree, cue, passage.outside)
        cue_span = (tree.starts[cue], tree.ends[cue])
        found += [Said(*span, "indirect", rule, *_who(speaker), cue_span, verb.lemma, spans[0][0]) for span in spans]
    return found


def _who(speaker: Speaker | None) -> tuple[Span | None, Span | None]:
    return (speaker.span, speaker.relative) if speaker else (None, None)


def _content(tree: Tree, cue: int, verb: Verb) -> tuple[str, list[tuple[int, int]]]:
    clauses = [c for c in tree.children[cue] if tree.deps[c] == "ccomp"]
    after = [c for c in clauses if c > cue]
    before = [c for c in clauses if c < cue]
    if verb.clause and tree.deps[cue] == "advcl" and not after and any(
        tree.words[c].lower() == "as" for c in tree.children[cue] if tree.deps[c] in ("mark", "advmod") and c < cue
    ):
        if tree.child(cue, "dobj", "xcomp") is not None or tree.subtree(cue)[-1] > cue + 3:
            return "", []
        return "as_said", [span for span in _around(tree, cue) if span[1] - span[0] >= 25]
    if verb.clause and (spans := _set_off(tree, cue)):
        return "set_off", spans
    if verb.clause and after:
        return "clause_before", [_clause_after(tree, cue, after)]
    if verb.clause and before:
        return "clause_after", [_clause_before(tree, cue, before[0])]
    if verb.clause and tree.deps[cue] == "parataxis":
        return "clause_between", _around(tree, cue)
    if verb.object:
        objects = [c for c in tree.children[cue] if tree.deps[c] in ("dobj", "prep") and c > cue]
        if objects and tree.deps[objects[0]] == "dobj":
            return "clause_object", [_clause_after(tree, cue, objects)]
    return "", []


def _set_off(tree: Tree, cue: int) -> list[tuple[int, int]]:
    """What stands around a subject and verb between commas, whatever the parser made of it: The plan, he said, is dead."""
    if tree.tags[cue] not in ("VBD", "VBZ", "VBP", "VBN"):
        return []
    subject = tree.child(cue, "nsubj")
    if subject is None or subject > cue:  # said Lavrov, the minister: what follows is in apposition
        return []
    first, last = noun_phrase(tree, subject)[0], cue
    if first < 2 or tree.words[first - 1] != "," or last + 2 >= len(tree.words) or tree.words[last + 1] != ",":
        return []
    if any(tree.words[i] in _MARKS for i in (first - 2, last + 2)) or first - last > 8:
        return []
    return [_trim(tree, 0, first - 2), _trim(tree, last + 2, len(tree.words) - 1)]


_MARKS = frozenset(("“", "”", '"', "``", "''", "‘", "’"))


import os

X = frozenset(os.environ.get("X", "").split(","))


def _clause_after(tree: Tree, cue: int, clauses: list[int]) -> tuple[int, int]:
    tokens = tree.subtree(clauses[0])
    first, last = tokens[0], max(t for c in clauses for t in tree.subtree(c))
    while first < last and (
        tree.words[first].lower() == "that" and tree.deps[first] == "mark" or tree.words[first] in ",:"
    ):
        first += 1
    if (
        "rel" in X
        and tree.deps[cue] in ("relcl", "ccomp", "pcomp")
        and tree.tags[first] in ("WDT", "WP")
        and first < cue
    ):
        first = cue + 1
    for child in tree.children[cue]:
        if child <= last or tree.deps[child] == "punct":
            continue
        if _contrasts(tree, child):
            break
        if tree.deps[child] in ("advcl", "ccomp"):
            last = max(last, tree.subtree(child)[-1])
        else:
            break
    return _trim(tree, first, _cut(tree, first, last, cue))


_CONTRASTS = frozenset(
    ("while", "although", "though", "whereas", "despite", "according", "adding", "citing", "echoing", "noting")
)


def _contrasts(tree: Tree, child: int) -> bool:
    return tree.words[tree.leftmost(child)].lower() in _CONTRASTS


def _cut(tree: Tree, first: int, last: int, cue: int) -> int:
    """The last token before a clause, set off by a comma, in which the writer goes on in his own words."""
    verbs = speech_verbs()
    for token in range(first + 2, last):
        w, nxt, dep = tree.words[token], tree.words[token + 1].lower(), tree.deps[token + 1]
        if w in (",", "-", "--", "—", "–"):
            if nxt in _CONTRASTS:
                return token - 1
            if tree.tags[token + 1] == "VBG" and nxt in verbs:
                return token - 1
            if (
                "who" in X
                and nxt in ("who", "which", "where", "whose")
                and (all(t != "," for t in tree.words[token + 1 : last]))
            ):
                return token - 1
        if tree.deps[token] == "cc" and tree.tags[cue] in ("VBD", "VBZ"):
            j = token + 1
            while j < last and tree.tags[j].startswith("RB"):
                j += 1
            if tree.tags[j] == tree.tags[cue] and tree.words[j].lower() in verbs and verbs[tree.words[j].lower()].clause:
                return token - 1
    if tree.words[last].lower() in verbs and tree.tags[last].startswith("VB"):
        for t in range(last, max(first, last - 7), -1):
            if tree.words[t] == ",":
                return t - 1
    return last


def _clause_before(tree: Tree, cue: int, clause: int) -> tuple[int, int]:
    tokens = tree.subtree(clause)
    last = max(t for t in tokens if t < cue)
    subject = subject_of(tree, cue)
    if subject is not None and subject < cue:
        last = min(last, noun_phrase(tree, subject)[0] - 1) if subject > tokens[0] else last
    first = 0 if tree.deps[cue] == "ROOT" else tokens[0]
    return _trim(tree, first, max(first, last))


def _around(tree: Tree, cue: int) -> list[tuple[int, int]]:
    inside = tree.subtree(cue)
    spans = []
    if inside[0] > 0:
        spans.append(_trim(tree, 0, inside[0] - 1))
    if inside[-1] < len(tree.words) - 1:
        spans.append(_trim(tree, inside[-1] + 1, len(tree.words) - 1))
    return [s for s in spans if s[1] > s[0] + 1]


_EDGE = frozenset(",;:.—–-")


def _trim(tree: Tree, first: int, last: int) -> tuple[int, int]:
    while first < last and tree.words[first] in _EDGE:
        first += 1
    while last > first and tree.words[last] in _EDGE:
        last -= 1
    return tree.starts[first], tree.ends[last]

"""Who does what a verb says: its subject, wherever the sentence has put it."""

from collections.abc import Callable
from typing import NamedTuple

from flows.parsing.quotes.beside import beside
from flows.parsing.quotes.cues import speech_nouns, speech_verbs
from flows.parsing.quotes.phrases import noun_phrase, time_nouns, up_to_name
from flows.parsing.quotes.said import Span
from flows.parsing.quotes.syntax import Tree

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_INHERITS = frozenset(("conj", "xcomp", "advcl", "pcomp", "dep", "prep", "ccomp", "acomp", "oprd"))
_RELATIVES = frozenset(("who", "which", "that", "whom"))
_DEEP = 40  # arcs up to the main verb
_PAUSES = (",", "-", "--", "—", "–", "”", '"', "''")


class Speaker(NamedTuple):
    """Who speaks: the words that are the verb's subject, and the noun phrase they stand for where that is another."""

    span: Span
    relative: Span | None = None  # who, which: the subject as printed, where `span` is what it refers to


def spans_of(speaker: Speaker | None) -> tuple[Span | None, Span | None]:
    """The span of the noun phrase and that of the relative pronoun, as far as there are any."""
    return (speaker.span, speaker.relative) if speaker else (None, None)


def speaker_of(tree: Tree, verb: int, outside: Callable[[int], bool]) -> Speaker | None:
    """Whoever does `verb`, as far as the noun phrase names them: no relative clause, and only a name after a comma.

    `outside` tells whether an offset is outside of the quoted words, where no subject is looked for.
    """
    head = subject_of(tree, verb)
    if head is not None and outside(tree.starts[head]):
        first, last = noun_phrase(tree, head)
        last = up_to_name(tree, head, last)
    elif near := beside(tree, verb, outside):
        first, last = near
    else:
        return None
    pronoun = tree.child(verb, "nsubj") if tree.deps[verb] == "relcl" and head == tree.heads[verb] else None
    relative = (tree.starts[pronoun], tree.ends[pronoun]) if pronoun is not None else None
    return Speaker((tree.starts[first], tree.ends[last]), relative)


def subject_of(tree: Tree, verb: int) -> int | None:
    """The head noun of whoever does `verb`: its subject or agent, or that of the verb it hangs on."""
    agent = tree.child(verb, "agent")
    if agent is not None:
        return tree.child(agent, "pobj")
    if tree.child(verb, "auxpass") is not None:
        return None
    if (inverted := inverted_subject(tree, verb)) is not None and tree.child(verb, "nsubj") != inverted:
        return inverted
    if tree.deps[verb] == "advcl" and _set_off_participle(tree, verb):
        main = _main_verb(tree, verb)
        subject = tree.child(main, "nsubj", "nsubjpass")
        if subject is not None and subject < verb:
            return subject
    for _ in range(8):
        subject = tree.child(verb, *_SUBJECTS)
        if subject is not None and subject > verb and tree.words[subject].lower() in time_nouns():
            return None  # said Thursday morning
        if subject is not None:
            if tree.words[subject].lower() in _RELATIVES and tree.deps[verb] == "relcl":
                return tree.heads[verb]
            return subject
        dep, head = tree.deps[verb], tree.heads[verb]
        if dep == "acl":
            governor = _governor(tree, head) if _belongs_to_governor(tree, verb, head) else None
            if governor is None:
                return head
            verb = governor
        elif dep == "relcl":
            return head
        elif head == verb or dep not in _INHERITS:
            return None
        else:
            verb = _reporting(tree, verb) if dep == "conj" else head
    return None


def inverted_subject(tree: Tree, verb: int) -> int | None:
    """The subject behind a verb that follows a comma: The plan, said Silva, is dead; None where it stands before.

    The parser may take the plan for the speaker and Silva for who is dead.
    """
    subject = tree.child(verb, "nsubj")
    if verb < 2 or tree.words[verb - 1] != "," or subject is None or subject > verb:
        return subject if subject is not None and subject > verb else None
    clause = tree.child(verb, "ccomp")
    doer = tree.child(clause, "nsubj") if clause is not None else None
    if doer is None or tree.leftmost(doer) != verb + 1 or noun_phrase(tree, subject)[1] != verb - 2:
        return None
    return doer


def _set_off_participle(tree: Tree, verb: int) -> bool:
    """Whether a participle follows a pause, and so is said of the sentence's subject: He said it was late, adding …."""
    return (
        verb > 0 and tree.tags[verb] == "VBG" and tree.words[verb - 1] in _PAUSES and tree.child(verb, "nsubj") is None
    )


def _belongs_to_governor(tree: Tree, verb: int, noun: int) -> bool:
    """Whether a participle after a noun is said of the sentence's subject: Lavrov issued a statement saying …."""
    if tree.tags[verb] != "VBG":
        return False
    return tree.words[verb - 1] in _PAUSES or tree.words[noun].lower() in speech_nouns()


def _main_verb(tree: Tree, verb: int) -> int:
    for _ in range(_DEEP):
        verb = tree.heads[verb]
    return verb


def _reporting(tree: Tree, verb: int) -> int:
    """The verb that a coordinated verb of speech goes on from.

    “He said the base was ready and added that …” is often parsed as if the base added it: a verb of speech in the
    reporting verb's own tense goes with the reporting verb.
    """
    head = tree.heads[verb]
    verbs = speech_verbs()
    if tree.words[head].lower() not in verbs and tree.deps[head] == "ccomp":
        above = tree.heads[head]
        if above < head and tree.words[above].lower() in verbs and tree.tags[above] == tree.tags[verb]:
            return above
    return head


def _governor(tree: Tree, noun: int) -> int | None:
    """The verb that a noun belongs to as an object, however deep."""
    for _ in range(12):
        if tree.tags[noun].startswith("VB"):
            return noun
        if tree.deps[noun] in _SUBJECTS or tree.heads[noun] == noun:
            return None
        noun = tree.heads[noun]
    return None

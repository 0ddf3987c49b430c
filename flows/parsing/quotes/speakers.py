"""Who does what a verb says: its subject, wherever the sentence has put it."""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from flows.parsing.quotes.cues import speech_nouns, speech_verbs
from flows.parsing.quotes.said import Span
from flows.parsing.quotes.syntax import Tree
from flows.resources import word_list

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_INHERITS = frozenset(("conj", "xcomp", "advcl", "pcomp", "dep", "prep", "ccomp", "acomp", "oprd"))
_RELATIVES = frozenset(("who", "which", "that", "whom"))
_GOES_ON = frozenset(
    ("prep", "conj", "cc", "case", "nmod", "appos", "amod", "compound", "nummod", "det", "poss", "dep")
)
_CLAUSES = frozenset(("relcl", "acl", "advcl", "punct"))
_NOMINAL = ("NN", "PRP", "CD", "FW", "EX", "DT", "WP")
_PARENTHESIS = 8  # tokens
_DEEP = 40  # arcs up to the main verb
_PAUSES = (",", "-", "--", "—", "–", "”", '"', "''")
_INSIDE_NOMINAL = ("NN", "JJ", "CD", "DT", "POS", "PRP$", "HYPH", "FW")
_HAS = frozenset(("'s", "’s"))
_FINITE = ("VBD", "VBZ", "VBP")
_EDGES = frozenset(("“", '"', "``", "‘", "”", "''", ",", ";", ":", "--", "—", "–", "-", "and", "but", "or", "(", "'"))


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
        last = _name_in_apposition(tree, head, last)
    elif beside := _beside(tree, verb, outside):
        first, last = beside
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


@cache
def time_nouns() -> frozenset[str]:
    """The nouns of `seeds/time_nouns.csv`, lower case: the days, morning, …."""
    return frozenset(row["noun"].lower() for row in word_list("time_nouns"))


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


def _name_in_apposition(tree: Tree, head: int, last: int) -> int:
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


def _up_to_clause(tree: Tree, child: int) -> int:
    last = child
    for token in tree.subtree(child):
        if token > child:
            if tree.words[token] == "," or tree.deps[token] in _CLAUSES:
                break
            last = token
    return last


def _beside(tree: Tree, verb: int, outside: Callable[[int], bool]) -> tuple[int, int] | None:
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

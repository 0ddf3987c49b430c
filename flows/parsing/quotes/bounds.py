"""Where reported speech begins and ends around its verb."""

from collections.abc import Sequence

from flows.parsing.quotes.cues import speech_nouns, speech_verbs
from flows.parsing.quotes.phrases import noun_phrase, time_nouns
from flows.parsing.quotes.said import Span
from flows.parsing.quotes.speakers import subject_of
from flows.parsing.quotes.syntax import Tree

_EDGES = frozenset((",", ";", ":", ".", "—", "–", "-", "--"))
_BREAKS = frozenset((",", "-", "--", "—", "–"))
MARKS = frozenset(("“", "”", '"', "``", "''", "‘", "’", "'"))
_CLOSING_MARKS = frozenset(("”", '"', "''"))
_JOINS = frozenset(("and", "but", "or", "because", "so", "nor"))
_PAST_MODALS = frozenset(("would", "could", "might", "’d", "'d"))
_WHO = frozenset(("who", "which", "where", "whose"))
# After a comma these open a clause in which the writer compares or goes on, in his own words.
_WRITER_GOES_ON = frozenset(
    ("while", "although", "though", "whereas", "despite", "according", "adding", "citing", "echoing", "noting")
)


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
        if child <= last or tree.deps[child] in ("punct", "cc"):
            continue
        adverbial = tree.deps[child] in ("advcl", "ccomp")
        first_word = tree.words[tree.leftmost(child)].lower()
        if not (adverbial and first_word not in _WRITER_GOES_ON) and not _goes_on(tree, clauses[-1], child):
            break
        last = max(last, tree.rightmost(child))
    if (closing := _closing_mark(tree, first, last)) is not None:
        return trimmed(tree, first, closing)
    last = _after_quoted_comma(tree, last)
    return trimmed(tree, first, _where_writer_goes_on(tree, first, last, cue))


def _goes_on(tree: Tree, clause: int, conjunct: int) -> bool:
    """Whether a clause joined to the reporting verb is still reported: he said the pay was low, but prices were lower.

    So it is where it has a subject of its own that is no pronoun, the reported clause's tense, and reports nothing.
    """
    if tree.deps[conjunct] != "conj" or not tree.tags[conjunct].startswith("VB"):
        return False
    subject = tree.child(conjunct, "nsubj", "nsubjpass", "expl")
    if subject is None or subject > conjunct or tree.tags[subject] == "PRP":
        return False
    if any(tree.words[token].lower() in speech_verbs() for token in tree.subtree(conjunct)):
        return False
    return _tense(tree, conjunct) == _tense(tree, clause)


def _tense(tree: Tree, verb: int) -> str:
    """VBD where a clause is told in the past, else VBZ; by its first auxiliary, or else its verb."""
    finite = next((c for c in tree.children[verb] if tree.deps[c] in ("aux", "auxpass")), verb)
    past = tree.tags[finite] in ("VBD", "VBN") or tree.words[finite].lower() in _PAST_MODALS
    return "VBD" if past else "VBZ"


def _after_quoted_comma(tree: Tree, last: int) -> int:
    """The end of the clause where the parser stopped at quoted words: she has “been great,” and they should “wait.”"""
    words = tree.words
    closing = next((t for t in (last, last + 1, last + 2) if t < len(words) and words[t] in _CLOSING_MARKS), None)
    if closing is None or words[closing - 1] != "," or closing + 3 >= len(words):
        return last
    following = closing + 1
    if words[following].lower() not in _JOINS or tree.tags[following + 1] in ("VBD", "VBZ") or ":" in words[following:]:
        return last
    verbs = speech_verbs()
    if any(words[t].lower() in verbs and tree.tags[t].startswith("VB") for t in range(following, len(words))):
        return last
    return len(words) - 1


def _closing_mark(tree: Tree, first: int, last: int) -> int | None:
    """The mark that closes a quotation that begins the clause and, by its last comma, ends it: said, “No,” when."""
    opening = first if tree.words[first] in MARKS else first - 1
    if opening < 0 or tree.words[opening] not in MARKS:
        return None
    closing = next((t for t in range(opening + 1, last + 1) if tree.words[t] in _CLOSING_MARKS), None)
    return closing if closing is not None and tree.words[closing - 1] == "," else None


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


def _where_writer_goes_on(tree: Tree, first: int, last: int, cue: int) -> int:
    """The last token before the writer takes the word again within the clause, as far as it is marked."""
    verbs = speech_verbs()
    commas = [t for t in range(first + 2, last) if tree.words[t] in _BREAKS]
    for token in range(first + 2, last):
        following = token + 1
        word = tree.words[following].lower()
        closes = tree.words[token] in _CLOSING_MARKS and tree.words[token - 1] == ","
        if tree.words[token] in _BREAKS or closes:
            if word in _WRITER_GOES_ON or (tree.tags[following] == "VBG" and word in verbs):
                return token if closes else token - 1
            if tree.tags[cue] == "VBD" and _comments(tree, following, last):
                return token - 1
            if word in _WHO and (not commas or commas[-1] == token):  # the last clause, about the last noun
                return token - 1
        elif tree.deps[token] == "cc" and _reports_again(tree, token, last, cue):
            return token - 1
    if tree.tags[last].startswith("VB") and tree.words[last].lower() in verbs:  # said …, the report said
        return next((t - 1 for t in range(last, max(first, last - 7), -1) if tree.words[t] == ","), last)
    return last


def _comments(tree: Tree, first: int, last: int) -> bool:
    """Whether all that is left is an apposition with an article: said it was over, a swipe at his rival."""
    if tree.tags[first] != "DT":
        return False
    noun = first
    while tree.heads[noun] > noun and tree.deps[noun] != "appos":
        noun = tree.heads[noun]
    return tree.deps[noun] == "appos" and tree.leftmost(noun) == first and tree.rightmost(noun) >= last


def _reports_again(tree: Tree, conjunction: int, last: int, cue: int) -> bool:
    """Whether a second report begins here: said that … and added that …; said that …, and others said that …."""
    verbs = speech_verbs()
    following = conjunction + 1
    while following < last and tree.tags[following].startswith("RB"):
        following += 1
    if tree.tags[cue] in ("VBD", "VBZ", "VBG"):
        verb = verbs.get(tree.words[following].lower())
        if verb and verb.clause and tree.tags[following] == tree.tags[cue]:
            return True
    joined = next(
        (c for c in tree.children[tree.heads[conjunction]] if c > conjunction and tree.deps[c] == "conj"), None
    )
    if joined is None or tree.tags[joined] != tree.tags[cue] or tree.child(joined, "ccomp") is None:
        return False
    verb = verbs.get(tree.words[joined].lower())
    return verb is not None and verb.clause


def trimmed(tree: Tree, first: int, last: int) -> Span:
    """The span of the tokens from `first` to `last` without punctuation at the ends."""
    while first < last and tree.words[first] in _EDGES:
        first += 1
    while last > first and tree.words[last] in _EDGES:
        last -= 1
    return tree.starts[first], tree.ends[last]

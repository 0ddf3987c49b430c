"""A stretch in quotation marks within its sentence, and the verbs of speech beside it."""

from bisect import bisect_left
from dataclasses import dataclass

from flows.parsing.quotes.marks import Quoted
from flows.parsing.quotes.passage import Passage
from flows.parsing.quotes.said import Said, Span
from flows.parsing.quotes.speakers import spans_of
from flows.parsing.quotes.speech import Cue, read_cue, speech_cues
from flows.parsing.quotes.syntax import Tree

_CLOSERS = " ’'”\"»)]"
_AFTER_MARKS = (",", "”", '"', "''", "’", "'")
_NEAR = 8


@dataclass(frozen=True, slots=True)
class Frame:
    """A stretch in quotation marks within its sentence: what stands before and after it, outside other marks."""

    passage: Passage
    quoted: Quoted
    number: int
    before: Span
    after: Span
    first_sentence: int
    last_sentence: int

    @property
    def lead(self) -> str:
        """The sentence before the quotation."""
        return self.passage.text[slice(*self.before)].strip(" \n(")

    @property
    def tail(self) -> str:
        """The sentence behind it."""
        return self.passage.text[slice(*self.after)].lstrip()

    @property
    def inner(self) -> str:
        """The words within the marks."""
        return self.passage.text[self.quoted.inner_start : self.quoted.inner_end].rstrip(_CLOSERS)

    def said(self, rule: str, cue: Cue | None = None) -> Said:
        """A direct quotation by whoever the cue names."""
        quoted = self.quoted
        if cue is None:
            return Said(quoted.inner_start, quoted.inner_end, "direct", rule, utterance=quoted.inner_start)
        return Said(
            quoted.inner_start, quoted.inner_end, "direct", rule, *spans_of(cue.speaker), cue.span, cue.lemma,
            quoted.inner_start,
        )  # fmt: skip


def frame_at(passage: Passage, number: int) -> Frame:
    """The quotation of that number in its sentence."""
    quoted = passage.quoted[number]
    first, last = passage.sentence_at(quoted.start), passage.sentence_at(quoted.end - 1)
    low, high = passage.sentences[first][0], passage.sentences[last][1]
    if number:
        low = max(low, passage.quoted[number - 1].end)
    if number + 1 < len(passage.quoted):
        high = min(high, passage.quoted[number + 1].start)
    return Frame(passage, quoted, number, (min(low, quoted.start), quoted.start), (quoted.end, high), first, last)


def cue_after(frame: Frame, any_verb: bool) -> Cue | None:
    """The verb of speech behind a quotation; with `any_verb`, else any finite verb close by."""
    passage = frame.passage
    tree = passage.trees.get(frame.last_sentence)
    if tree is None:
        return None
    for token, verb in speech_cues(tree, frame.after):
        if verb.quotation:
            return read_cue(tree, token, verb.lemma, passage.outside)
    return _unknown_verb(passage, tree, frame.after) if any_verb else None


def cue_before(frame: Frame) -> Cue | None:
    """The last verb of speech before a quotation in its sentence."""
    tree = frame.passage.trees.get(frame.first_sentence)
    return last_cue(frame.passage, tree, frame.before) if tree else None


def last_cue(passage: Passage, tree: Tree, within: Span) -> Cue | None:
    """The last verb in a span that may introduce a quotation."""
    for token, verb in reversed(speech_cues(tree, within)):
        if verb.quotation:
            return read_cue(tree, token, verb.lemma, passage.outside)
    return None


def _unknown_verb(passage: Passage, tree: Tree, within: Span) -> Cue | None:
    """A finite verb close behind the quotation with its subject before it, whatever it means: “No,” Smith shot back."""
    first, last = (bisect_left(tree.starts, at) for at in within)
    tokens = range(first, min(last, first + _NEAR))
    for i in tokens:
        if tree.words[i] in ".:;?!":
            return None
        if tree.tags[i] in ("VBD", "VBZ", "VBP") and tree.deps[i] not in ("aux", "auxpass"):
            subject = tree.child(i, "nsubj")
            if (subject is None or subject not in tokens or subject > i) and not _follows_a_name(tree, tokens[0], i):
                return None
            return read_cue(tree, i, None, passage.outside)
    return None


def _follows_a_name(tree: Tree, first: int, verb: int) -> bool:
    """Whether nothing but a noun phrase stands between the marks and the verb."""
    while first < verb and tree.words[first] in _AFTER_MARKS:
        first += 1
    between = tree.tags[first:verb]
    return bool(between) and between[-1].startswith("NN") and all(tag.startswith(("NN", "DT", "JJ")) for tag in between)

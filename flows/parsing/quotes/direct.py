"""Direct quotations: words in quotation marks that someone is said to have used."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.parsing.quotes.cues import naming_verbs
from flows.parsing.quotes.marks import Quoted
from flows.parsing.quotes.passage import Passage
from flows.parsing.quotes.said import Said, Span
from flows.parsing.quotes.speakers import spans_of, speaker_of
from flows.parsing.quotes.speech import Cue, read_cue, speech_cues
from flows.parsing.quotes.syntax import Tree

_GOES_ON_STOPS = frozenset(",?!…—-")  # before a closing mark: the sentence goes on with who said it
_STOPS = _GOES_ON_STOPS | {"."}
_CLOSERS = " ’'”\"»)]"
_SIGNATURE = re.compile(
    r"[ .,]{0,3}([―—–-]{1,3}) ?([^\W\d_][\w.'’-]{0,30}(?: [^\W\d_][\w.'’-]{0,30}){0,6}?)(?=[.)]?\s*(?:$|\n|[,(;]))"
)
_LABEL = re.compile(r"([A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3})(:)\s+")
_TOLD = ("said_after", "told_at_end")
_BORROWED = ("carried", "unattributed", "continued")
_FEW_WORDS = 4
_FEW_SPACES = 3
_NEAR = 8
_LABEL_TOKENS = 5
_AFTER_MARKS = (",", "”", '"', "''", "’", "'")
_SHORT_WORD = 4
_TITLE_CHARS = 60
_MOSTLY = 0.4
_OBJECT_WORDS = 12


@dataclass(frozen=True, slots=True)
class _Frame:
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
        return self.passage.text[slice(*self.before)].strip(" \n(")

    @property
    def tail(self) -> str:
        return self.passage.text[slice(*self.after)].lstrip()

    @property
    def inner(self) -> str:
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


def direct_quotes(passage: Passage, reported: Sequence[Said], without: frozenset[str] = frozenset()) -> list[Said]:
    """The direct quotations, in order; `reported` tells who spoke before one that has no verb of its own."""
    found: list[Said] = []
    heard = sorted(reported, key=lambda said: said.heard_at)
    next_heard = 0
    last: Said | None = None
    for number in range(len(passage.quoted)):
        frame = _frame(passage, number)
        while next_heard < len(heard) and heard[next_heard].heard_at < frame.quoted.start:
            if last is None or heard[next_heard].heard_at > last.heard_at:
                last = heard[next_heard]
            next_heard += 1
        said = _attributed(frame, last)
        if said and said.rule not in without:
            last = _without_last_comma(passage.text, said)
            found.append(last)
    return found if "told_at_end" in without else _told_at_the_end(passage, found)


def _without_last_comma(text: str, said: Said) -> Said:
    end = said.end
    while end > said.start + 1 and text[end - 1] in ", ":
        end -= 1
    return replace(said, end=end)


def _told_at_the_end(passage: Passage, found: list[Said]) -> list[Said]:
    """Give paragraphs of one long quotation, each opened but not closed, the speaker whom only its last one names."""
    unclosed = {quoted.inner_start for quoted in passage.quoted if not quoted.closed}
    for at in range(len(found) - 2, -1, -1):
        said, following = found[at], found[at + 1]
        if said.rule not in _BORROWED or said.start not in unclosed or following.rule not in _TOLD:
            continue
        block = passage.block_at(said.start) + 1
        if passage.block_at(following.start) == block and following.start <= passage.blocks[block][0] + 2:
            found[at] = replace(following, start=said.start, end=said.end, rule="told_at_end")
    return found


def _frame(passage: Passage, number: int) -> _Frame:
    quoted = passage.quoted[number]
    first, last = passage.sentence_at(quoted.start), passage.sentence_at(quoted.end - 1)
    low, high = passage.sentences[first][0], passage.sentences[last][1]
    if number:
        low = max(low, passage.quoted[number - 1].end)
    if number + 1 < len(passage.quoted):
        high = min(high, passage.quoted[number + 1].start)
    return _Frame(passage, quoted, number, (min(low, quoted.start), quoted.start), (quoted.end, high), first, last)


def _attributed(frame: _Frame, last: Said | None) -> Said | None:
    """The quotation with whoever says it; None where the marks set off a title, a term or words not said."""
    signed = _signature(frame) or _transcript_label(frame)
    if signed:
        return signed
    lead, tail, inner = frame.lead, frame.tail, frame.inner
    stop = inner[-1:]
    words = inner.count(" ") + 1
    if lead and lead[-1] not in ":," and (_is_title(inner) or (words < _FEW_WORDS and stop == ",")):
        return None
    goes_on = stop == "," or tail[:1] == ","
    if frame.quoted.closed and (goes_on or stop in _GOES_ON_STOPS or (tail and not lead)):
        cue = _cue_after(frame, any_verb=goes_on)
        if cue:
            return None if cue.unsaid else _said_after(frame, cue)
    if lead:
        return _after_lead(frame, lead, words, last)
    if not (stop in _STOPS or not frame.quoted.closed or tail[:1] == "."):
        return _partly_quoted(frame, last)
    return _alone(frame, words, last)


def _said_after(frame: _Frame, cue: Cue) -> Said:
    """The quotation, with the words of its clause before the marks where its speaker stands right behind it."""
    said = frame.said("said_after", cue)
    passage, lead, quoted = frame.passage, frame.lead, frame.quoted
    begin = passage.sentences[frame.first_sentence][0]
    if not lead or lead[-1] in ":,—-" or frame.first_sentence != frame.last_sentence:
        return said
    if cue.speaker is None or min(cue.speaker.span[0], cue.span[0]) > quoted.end + _FEW_SPACES or _cue_before(frame):
        return said
    return replace(said, start=begin, kind="mixed", utterance=begin)


def _signature(frame: _Frame) -> Said | None:
    """A quotation with its speaker's name behind a dash, on its line or the next: “…” — Ana Silva."""
    passage, quoted = frame.passage, frame.quoted
    if frame.lead:
        return None
    block = passage.block_at(quoted.start)
    end = passage.blocks[block][1]
    sign = _SIGNATURE.match(passage.text, quoted.end, end)
    if sign is None and not passage.text[quoted.end : end].strip() and block + 1 < len(passage.blocks):
        sign = _SIGNATURE.match(passage.text, *passage.blocks[block + 1])
    if sign is None:
        return None
    return replace(frame.said("signed"), speaker=sign.span(2), cue=sign.span(1), lemma="—")


def _transcript_label(frame: _Frame) -> Said | None:
    """A line of a transcript within quotation marks: “WALLACE: …”."""
    quoted = frame.quoted
    label = _LABEL.match(frame.passage.text, quoted.inner_start, quoted.inner_end)
    if label is None or label.end() >= quoted.inner_end:
        return None
    return replace(
        frame.said("transcript"), start=label.end(), speaker=label.span(1), cue=label.span(2), lemma=":",
        utterance=label.end(),
    )  # fmt: skip


def _after_lead(frame: _Frame, lead: str, words: int, last: Said | None) -> Said | None:
    """A quotation in the course of a sentence: he said, “…”; he said “…”; his answer: “…”."""
    cue = _cue_before(frame)
    if cue:
        between = frame.passage.text[cue.span[1] : frame.quoted.start]
        near = between.count(" ") <= _FEW_SPACES and words >= _FEW_WORDS
        if lead[-1] in ":," or near or (cue.lemma in naming_verbs() and _names_its_object(between)):
            if cue.unsaid:
                return None
            said = frame.said("said_before", cue)
            if last and last.cue == said.cue and last.kind == "direct":  # “A,” he said, “B.”
                return replace(said, rule="interrupted", utterance=last.utterance)
            return said
    if lead[-1] == ":" and words >= _FEW_WORDS:
        return _introduced(frame, frame.first_sentence)
    return _partly_quoted(frame, last)


def _names_its_object(between: str) -> bool:
    """Whether what stands between a naming verb and the marks is its object: called the plan “a gift to the valley”."""
    words = between.split()
    return 0 < len(words) <= _OBJECT_WORDS and words[0].lower() not in ("for", "on", "off") and "," not in between


def _partly_quoted(frame: _Frame, last: Said | None) -> Said | None:
    """A sentence partly in the speaker's words, right after one of theirs in the paragraph: Instead, he “is tired.”"""
    passage = frame.passage
    if last is None or frame.first_sentence != frame.last_sentence or last.kind == "indirect":
        return None
    start, end = passage.sentences[frame.first_sentence]
    before = passage.sentence_at(max(last.start, last.cue[0] if last.cue else 0))
    if before != frame.first_sentence - 1 or passage.block_at(last.start) != passage.block_at(start):
        return None
    tree = passage.trees.get(frame.first_sentence)
    if tree is None or not frame.quoted.closed:
        return None
    if any(passage.outside(tree.starts[token]) for token, _ in speech_cues(tree)):
        return None
    quoted = frame.quoted.inner_end - frame.quoted.inner_start
    if quoted < _MOSTLY * (end - start):
        return None
    stop = frame.quoted.inner_end if frame.quoted.end >= end - 1 else end - 1
    return replace(last, start=start, end=stop, kind="mixed", rule="same_paragraph")


def _alone(frame: _Frame, words: int, last: Said | None) -> Said | None:
    """Whole sentences in quotation marks: whoever spoke last goes on."""
    passage, quoted = frame.passage, frame.quoted
    block = passage.blocks[passage.block_at(quoted.start)]
    at_start = not passage.text[block[0] : quoted.start].strip()
    before = frame.first_sentence - 1
    if at_start and before >= 0 and passage.text[passage.sentences[before][1] - 1] == ":":
        return _introduced(frame, before)
    if last is None:
        return frame.said("unattributed") if words >= _FEW_WORDS else None
    earlier = passage.quoted[frame.number - 1] if frame.number else None
    if earlier and not earlier.closed and last.start == earlier.inner_start:
        return replace(last, start=quoted.inner_start, end=quoted.inner_end, rule="continued")
    same_paragraph = last.heard_at >= block[0]
    if words < _FEW_WORDS - 1 and not same_paragraph:
        return None
    goes_on = same_paragraph and last.kind == "direct"
    return replace(
        last,
        start=quoted.inner_start,
        end=quoted.inner_end,
        kind="direct",
        rule="same_paragraph" if same_paragraph else "carried",
        utterance=last.utterance if goes_on else quoted.inner_start,
    )


def _introduced(frame: _Frame, sentence: int) -> Said:
    """A quotation after a colon: by whoever does the verb of speech before it, or else the clause's main verb."""
    passage, quoted = frame.passage, frame.quoted
    said = frame.said("introduced")
    tree = passage.trees.get(sentence)
    if tree is None:
        return said
    cue = _last_cue(passage, tree, (tree.starts[0], quoted.start))
    if cue:
        return frame.said("introduced", cue)
    colons = [i for i, word in enumerate(tree.words) if word == ":" and tree.starts[i] < quoted.start]
    if not colons:
        return said
    colon = colons[-1]
    said = replace(said, cue=(tree.starts[colon], tree.ends[colon]), lemma=":")
    low = max((i + 1 for i in range(colon) if not passage.outside(tree.starts[i])), default=0)
    governing = [i for i in range(low, colon) if not low <= tree.heads[i] < colon or tree.heads[i] == i]
    verb = next((i for i in governing if tree.tags[i].startswith("VB")), None)
    if verb is not None:
        return replace(said, speaker=spans_of(speaker_of(tree, verb, passage.outside))[0])
    if low < colon <= low + _LABEL_TOKENS and tree.tags[colon - 1].startswith("NN"):  # Lavrov: “No.”
        return replace(said, speaker=(tree.starts[low], tree.ends[colon - 1]))
    return said


def _cue_after(frame: _Frame, any_verb: bool) -> Cue | None:
    passage = frame.passage
    tree = passage.trees.get(frame.last_sentence)
    if tree is None:
        return None
    for token, verb in speech_cues(tree, frame.after):
        if verb.quotation:
            return read_cue(tree, token, verb.lemma, passage.outside)
    return _unknown_verb(passage, tree, frame.after) if any_verb else None


def _cue_before(frame: _Frame) -> Cue | None:
    tree = frame.passage.trees.get(frame.first_sentence)
    return _last_cue(frame.passage, tree, frame.before) if tree else None


def _last_cue(passage: Passage, tree: Tree, within: Span) -> Cue | None:
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


def _is_title(inner: str) -> bool:
    """Whether every longer word begins with a capital, as in the title of a work."""
    words = [word for word in inner.split() if len(word) > _SHORT_WORD]
    return len(inner) < _TITLE_CHARS and bool(words) and not any(word[0].islower() for word in words)

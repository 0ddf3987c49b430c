"""Direct quotations: words in quotation marks that someone is said to have used."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from flows.parsing.quotes.clauses import _who, is_unsaid, speech_cues
from flows.parsing.quotes.marks import Quoted
from flows.parsing.quotes.passage import Passage
from flows.parsing.quotes.said import Said, Span
from flows.parsing.quotes.syntax import Tree
from flows.parsing.quotes.speakers import Speaker, speaker_of

_CLOSING_STOPS = frozenset(",?!…—-")
_STOPS = frozenset(".,?!…—-")
_NESTED = " ’'”\"»)]"
_FEW_WORDS = 4
_BREAKS = frozenset((".", ":", ";", "?", "!"))
_SHORT = 4
_TITLE_CHARS = 60
_LABEL_WORDS = 5
_NEAR = 8


def direct_quotes(passage: Passage, reported: Sequence[Said], without: frozenset[str] = frozenset()) -> list[Said]:
    """The direct quotations, in order; `reported` tells whose words went before, for those without a verb of their own."""
    found: list[Said] = []
    earlier = iter(sorted(reported, key=_cue_start))
    waiting = next(earlier, None)
    last: Said | None = None
    for number, quoted in enumerate(passage.quoted):
        while waiting and _cue_start(waiting) < quoted.start:
            last = waiting if last is None or _cue_start(waiting) >= _cue_start(last) else last
            waiting = next(earlier, None)
        said = _attribute(passage, number, last)
        if said and said.rule not in without:
            found.append(said)
            last = said
    return found


def _is_title(inner: str) -> bool:
    """Whether every longer word begins with a capital, as in the title of a work."""
    words = [word for word in inner.split() if len(word) > _SHORT]
    return len(inner) < _TITLE_CHARS and bool(words) and all(not word[0].islower() for word in words)


def _cue_start(said: Said) -> int:
    return said.cue[0] if said.cue else said.start


def _attribute(passage: Passage, number: int, last: Said | None) -> Said | None:
    text, quoted = passage.text, passage.quoted[number]
    first_sentence, last_sentence = passage.sentence_at(quoted.start), passage.sentence_at(quoted.end - 1)
    low = passage.sentences[first_sentence][0]
    high = passage.sentences[last_sentence][1]
    if number:
        low = max(low, passage.quoted[number - 1].end)
    if number + 1 < len(passage.quoted):
        high = min(high, passage.quoted[number + 1].start)
    lead, tail = text[low : quoted.start].strip(" \n("), text[quoted.end : high].lstrip()
    inner = text[quoted.inner_start : quoted.inner_end].rstrip(_NESTED)
    stop = inner[-1:]
    words = inner.count(" ") + 1
    if _is_title(text[quoted.inner_start : quoted.inner_end]) and lead and lead[-1] not in ":,":
        return None
    if quoted.closed and lead and lead[-1] not in ":," and words < _FEW_WORDS and stop == ",":
        return None
    starts_block = not text[passage.block_at(quoted.start)[0] : quoted.start].strip()

    if quoted.closed and (stop in _CLOSING_STOPS or tail[:1] == "," or (not lead and tail)):
        cue = _cue(passage, last_sentence, (quoted.end, high), first=True, any_verb=stop == "," or tail[:1] == ",")
        if cue:
            return _said(quoted, "said_after", cue)
    if lead:
        cue = _cue(passage, first_sentence, (low, quoted.start), first=False)
        if cue and (lead[-1] in ":," or (text.count(" ", cue.cue[1], quoted.start) <= 3 and words >= _FEW_WORDS)):
            said = _said(quoted, "said_before", cue)
            if said and last and last.cue == said.cue and last.kind == "direct":
                return replace(said, rule="interrupted", utterance=last.utterance)
            return said
        if lead[-1] == ":" and words >= _FEW_WORDS:
            return _introduced(passage, quoted, first_sentence)
        return None
    if not (stop in _STOPS or not quoted.closed or tail[:1] == "."):
        return None
    if starts_block and first_sentence and text[passage.sentences[first_sentence - 1][1] - 1] == ":":
        return _introduced(passage, quoted, first_sentence - 1)
    if last is None:
        return Said(quoted.inner_start, quoted.inner_end, "direct", "unattributed") if words >= _FEW_WORDS else None
    if words < 3 and last.end < passage.block_at(quoted.start)[0]:
        return None
    before = passage.quoted[number - 1] if number else None
    if before and not before.closed and last.start == before.inner_start:
        return replace(last, start=quoted.inner_start, end=quoted.inner_end, rule="continued")
    rule = "same_paragraph" if _cue_start(last) >= passage.block_at(quoted.start)[0] else "carried"
    same = rule == "same_paragraph" and last.kind == "direct"
    return replace(
        last,
        start=quoted.inner_start,
        end=quoted.inner_end,
        kind="direct",
        rule=rule,
        utterance=last.utterance if same else quoted.inner_start,
    )


class Cue(NamedTuple):
    """A verb of speech, who does it, and whether it is denied."""

    speaker: Speaker | None
    cue: Span
    lemma: str
    unsaid: bool


def _cue(passage: Passage, sentence: int, within: Span, first: bool, any_verb: bool = False) -> Cue | None:
    tree = passage.trees.get(sentence)
    if tree is None:
        return None
    cues = [(i, v) for i, v in speech_cues(tree) if within[0] <= tree.starts[i] < within[1] and v.quotation]
    if cues:
        token, verb = cues[0] if first else cues[-1]
        speaker = speaker_of(tree, token, passage.outside)
        return Cue(speaker, (tree.starts[token], tree.ends[token]), verb.lemma, is_unsaid(tree, token))
    return _any_verb(passage, tree, within) if any_verb else None


def _any_verb(passage: Passage, tree: Tree, within: Span) -> Cue | None:
    """A finite verb right after the quotation with its subject before it, whatever it means: “No,” Smith shot back."""
    tokens = [i for i, start in enumerate(tree.starts) if within[0] <= start < within[1]][:_NEAR]
    for i in tokens:
        if tree.words[i] in _BREAKS:
            return None
        if tree.tags[i] in ("VBD", "VBZ", "VBP") and tree.deps[i] not in ("aux", "auxpass"):
            subject = tree.child(i, "nsubj")
            if subject is None or subject not in tokens or subject > i:
                return None
            speaker = speaker_of(tree, i, passage.outside)
            return Cue(speaker, (tree.starts[i], tree.ends[i]), tree.words[i].lower(), False)
    return None


def _said(quoted: Quoted, rule: str, cue: Cue) -> Said | None:
    if cue.unsaid:
        return None
    return Said(
        quoted.inner_start, quoted.inner_end, "direct", rule, *_who(cue.speaker), cue.cue, cue.lemma, quoted.inner_start
    )


def _introduced(passage: Passage, quoted: Quoted, sentence: int) -> Said:
    """A quotation after a colon: whoever does the verb of speech before it, or else the sentence's main verb."""
    said = Said(quoted.inner_start, quoted.inner_end, "direct", "introduced", utterance=quoted.inner_start)
    tree = passage.trees.get(sentence)
    if tree is None:
        return said
    cue = _cue(passage, sentence, (tree.starts[0], quoted.start), first=False)
    if cue:
        speaker, relative = _who(cue.speaker)
        return replace(said, speaker=speaker, relative=relative, cue=cue.cue, lemma=cue.lemma)
    colons = [i for i, word in enumerate(tree.words) if word == ":" and tree.starts[i] < quoted.start]
    if not colons:
        return said
    colon = colons[-1]
    said = replace(said, cue=(tree.starts[colon], tree.ends[colon]), lemma=":")
    low = max((i + 1 for i in range(colon) if not passage.outside(tree.starts[i])), default=0)
    governing = [i for i in range(low, colon) if not low <= tree.heads[i] < colon or tree.heads[i] == i]
    verb = next((i for i in governing if tree.tags[i].startswith("VB")), None)
    if verb is not None:
        return replace(said, speaker=_who(speaker_of(tree, verb, passage.outside))[0])
    if colon - low <= _LABEL_WORDS and tree.tags[colon - 1].startswith("NN"):  # Bush: “No.”
        return replace(said, speaker=(tree.starts[low], tree.ends[colon - 1]))
    return said

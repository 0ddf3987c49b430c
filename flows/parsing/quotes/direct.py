"""Direct quotations: words in quotation marks that someone is said to have used."""

from collections.abc import Sequence
from dataclasses import replace

from flows.parsing.quotes.cues import naming_verbs
from flows.parsing.quotes.frame import Frame, cue_after, cue_before, frame_at, last_cue
from flows.parsing.quotes.passage import Passage
from flows.parsing.quotes.said import Said
from flows.parsing.quotes.signed import signature, transcript_label
from flows.parsing.quotes.speakers import spans_of, speaker_of
from flows.parsing.quotes.speech import Cue, speech_cues

_GOES_ON_STOPS = frozenset(",?!…—-")  # before a closing mark: the sentence goes on with who said it
_STOPS = _GOES_ON_STOPS | {"."}
_FEW_WORDS = 4
_FEW_SPACES = 3
_LABEL_TOKENS = 5
_SHORT_WORD = 4
_TITLE_CHARS = 60
_MOSTLY = 0.4
_OBJECT_WORDS = 12


def direct_quotes(passage: Passage, reported: Sequence[Said], without: frozenset[str] = frozenset()) -> list[Said]:
    """The direct quotations, in order; `reported` tells who spoke before one that has no verb of its own."""
    found: list[Said] = []
    heard = sorted(reported, key=lambda said: said.heard_at)
    next_heard = 0
    last: Said | None = None
    for number in range(len(passage.quoted)):
        frame = frame_at(passage, number)
        while next_heard < len(heard) and heard[next_heard].heard_at < frame.quoted.start:
            if last is None or heard[next_heard].heard_at > last.heard_at:
                last = heard[next_heard]
            next_heard += 1
        said = _attributed(frame, last)
        if said and said.rule not in without:
            last = _tidied(passage.text, said)
            found.append(last)
    return found


def _tidied(text: str, said: Said) -> Said:
    """The same without spaces at the ends and the comma at the end."""
    start, end = said.start, said.end
    while end > start + 1 and text[end - 1] in ", ":
        end -= 1
    while start < end - 1 and text[start] == " ":
        start += 1
    return replace(said, start=start, end=end)


def _attributed(frame: Frame, last: Said | None) -> Said | None:
    """The quotation with whoever says it; None where the marks set off a title, a term or words not said."""
    signed = signature(frame) or transcript_label(frame)
    if signed:
        return signed
    lead, tail, inner = frame.lead, frame.tail, frame.inner
    stop = inner[-1:]
    words = inner.count(" ") + 1
    if lead and lead[-1] not in ":," and (_is_title(inner) or (words < _FEW_WORDS and stop == ",")):
        return None
    goes_on = stop == "," or tail[:1] == ","
    if frame.quoted.closed and (goes_on or stop in _GOES_ON_STOPS or (tail and not lead)):
        cue = cue_after(frame, any_verb=goes_on)
        introduced = lead and lead[-1] in ":," and cue_before(frame)
        if cue and not (introduced and not _names_its_speaker(frame, cue)):
            return None if cue.unsaid else _said_after(frame, cue)
    if lead:
        return _after_lead(frame, lead, words, last)
    if not (stop in _STOPS or not frame.quoted.closed or tail[:1] == "."):
        return _partly_quoted(frame, last)
    return _alone(frame, words, last)


def _names_its_speaker(frame: Frame, cue: Cue) -> bool:
    """Whether the subject of a verb behind the quotation stands there as well: not said, “No,” when asked."""
    return cue.speaker is not None and cue.speaker.span[0] >= frame.quoted.end


def _said_after(frame: Frame, cue: Cue) -> Said:
    """The quotation, with the words of its clause before the marks where its speaker stands right behind it."""
    said = frame.said("said_after", cue)
    passage, lead, quoted = frame.passage, frame.lead, frame.quoted
    begin = passage.sentences[frame.first_sentence][0]
    if not lead or lead[-1] in ":,—-" or frame.first_sentence != frame.last_sentence:
        return said
    if cue.speaker is None or min(cue.speaker.span[0], cue.span[0]) > quoted.end + _FEW_SPACES or cue_before(frame):
        return said
    return replace(said, start=begin, end=quoted.end, kind="mixed", utterance=begin)


def _after_lead(frame: Frame, lead: str, words: int, last: Said | None) -> Said | None:
    """A quotation in the course of a sentence: he said, “…”; he said “…”; his answer: “…”."""
    cue = cue_before(frame)
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


def _partly_quoted(frame: Frame, last: Said | None) -> Said | None:
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
    stop = frame.quoted.end if frame.quoted.end >= end - 1 else end - 1
    return replace(last, start=start, end=stop, kind="mixed", rule="same_paragraph")


def _alone(frame: Frame, words: int, last: Said | None) -> Said | None:
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


def _introduced(frame: Frame, sentence: int) -> Said:
    """A quotation after a colon: by whoever does the verb of speech before it, or else the clause's main verb."""
    passage, quoted = frame.passage, frame.quoted
    said = frame.said("introduced")
    tree = passage.trees.get(sentence)
    if tree is None:
        return said
    cue = last_cue(passage, tree, (tree.starts[0], quoted.start))
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


def _is_title(inner: str) -> bool:
    """Whether every longer word begins with a capital, as in the title of a work."""
    words = [word for word in inner.split() if len(word) > _SHORT_WORD]
    return len(inner) < _TITLE_CHARS and bool(words) and not any(word[0].islower() for word in words)

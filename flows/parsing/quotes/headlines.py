"""Headline attribution: a speaker and what they say, on the two sides of a colon or dash."""

import re
from functools import cache

from flows.model import Mention
from flows.parsing.quotes.passage import Passage
from flows.parsing.quotes.said import Kind, Said, Span, Whose
from flows.resources import word_list

_BREAK = re.compile(r":\s+|\s+[–—-]\s+")
_WORD = re.compile(r"[\w.&'’/-]+")
_SPEAKER_WORDS = 7
_FEW_WORDS = 3
_OFFICE_WORDS = 3  # Tajik energy minister
_TOPICS = frozenset(("what", "how", "why", "who", "when", "where", "which", "live", "timeline", "explainer", "watch"))
_SMALL_WORDS = frozenset(("of", "the", "for", "and", "a", "an", "in", "de", "al", "to", "on"))
_QUOTED = "\"“”'‘’«»"


def headline_attribution(passage: Passage, block: int, whose: Whose) -> Said | None:
    """What a title or sub-heading says that its other side says: Russian FM: treaty stands; Treaty stands: FM."""
    start, end = passage.blocks[block]
    breaks = list(_BREAK.finditer(passage.text, start, end))
    if not breaks:
        return None
    first, last = breaks[0], breaks[-1]
    if first[0][0] == ":" and _speaks(passage, start, first.start(), whose):
        return _said(passage, (first.end(), end), (start, first.start()), first, "headline_speaker_first")
    if _speaks(passage, last.end(), end, whose):
        return _said(passage, (start, last.start()), (last.end(), end), last, "headline_speaker_last")
    return None


def _said(passage: Passage, words: Span, speaker: Span, mark: re.Match[str], rule: str) -> Said | None:
    start, end = words
    text = passage.text
    while start < end and text[start].isspace():
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] == "."):
        end -= 1
    said = _WORD.findall(text, start, end)
    if len(said) < _FEW_WORDS or said[0].lower() in _TOPICS:
        return None
    quoted = passage.quoted_at(start)
    direct = quoted is not None and quoted.end >= end
    if quoted and direct:
        start, end = quoted.inner_start, quoted.inner_end
    mixed = not direct and any(start <= q.start < end for q in passage.quoted)
    cue = (mark.start() + len(mark[0]) - len(mark[0].lstrip()), mark.start() + len(mark[0].rstrip()))
    kind: Kind = "direct" if direct else "mixed" if mixed else "indirect"
    return Said(start, end, kind, rule, speaker, None, cue, text[slice(*cue)], start)


def _speaks(passage: Passage, start: int, end: int, whose: Whose) -> bool:
    """Whether a phrase names someone who can speak, and nothing but them."""
    words = _WORD.findall(passage.text, start, end)
    if not words or len(words) > _SPEAKER_WORDS:
        return False
    nouns = _speaking_nouns()
    if words[-1].lower() in nouns:
        known = all(word[0].isupper() or word.lower() in _SMALL_WORDS or word.lower() in nouns for word in words[:-1])
        return known or (len(words) == _OFFICE_WORDS and words[0][0].isupper() and words[0].lower() not in _TOPICS)
    mention: Mention | None = whose(passage.field_name, start, end)
    if mention is None or mention.entity_type not in ("PERSON", "ORG", "GROUP"):
        return False
    return all(word[0].isupper() or word.lower() in _SMALL_WORDS or word.lower() in nouns for word in words)


@cache
def _speaking_nouns() -> frozenset[str]:
    return frozenset(row["noun"].lower() for row in word_list("speaking_nouns"))

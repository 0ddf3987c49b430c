"""One field of an article made ready for the rules: its blocks, sentences, quotation marks and grammar."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Literal

from flows.model import Article, Field
from flows.parsing.quotes.cues import speech_verbs
from flows.parsing.quotes.marks import Quoted, pair_marks
from flows.parsing.quotes.said import Span
from flows.parsing.quotes.sentences import split_sentences
from flows.parsing.quotes.syntax import Tree

BlockKind = Literal["paragraph", "subheading", "title"]

_FEW_CHARS = 25  # quoted words this short may hold a name or a verb of the sentence around them
_NEAR_CHARS = 40  # behind a quotation, where its speaker is looked for even without a verb of speech
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A field's text with all that the rules look at; spans are in order and count in `text`."""

    field_name: Field
    text: str
    blocks: Sequence[Span]
    kinds: Sequence[BlockKind]
    quoted: Sequence[Quoted]
    sentences: Sequence[Span]
    trees: Mapping[int, Tree] = field(default_factory=dict)  # by number of the sentence; only of those worth parsing

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that an offset lies in, or of the one before it."""
        return max(0, bisect_right(self.sentences, offset, key=lambda s: s[0]) - 1)

    def block_at(self, offset: int) -> int:
        """The number of the block that an offset lies in."""
        return max(0, bisect_right(self.blocks, offset, key=lambda b: b[0]) - 1)

    def quoted_at(self, offset: int) -> Quoted | None:
        """The quotation that an offset lies in, if any."""
        at = bisect_right(self.quoted, offset, key=lambda q: q.start) - 1
        return self.quoted[at] if at >= 0 and offset < self.quoted[at].end else None

    def outside(self, offset: int) -> bool:
        """Whether an offset lies outside of all quotation marks, or in no more than a few words within them."""
        quoted = self.quoted_at(offset)
        return quoted is None or (quoted.inner_end - quoted.inner_start < _FEW_CHARS and quoted.closed)


def passages(article: Article) -> list[Passage]:
    """The fields of an article that are searched: the title, unless it only repeats the lede, and the body."""
    found = []
    if article.title and article.title_source != "lede":
        found.append(_passage("title", article.title, [(0, len(article.title))], ["title"]))
    blocks, kinds = _body_blocks(article)
    found.append(_passage("body", article.body, blocks, kinds))
    return found


def worth_parsing(passage: Passage) -> list[int]:
    """The numbers of the sentences with a verb of speech outside quotation marks, or with words beside a quotation."""
    verbs = speech_verbs()
    text, sentences = passage.text, passage.sentences
    found: set[int] = set()
    if not sentences:
        return []
    done = 0  # the end of the quotation before
    for quoted, following in zip_longest(passage.quoted, passage.quoted[1:]):
        first, last = passage.sentence_at(quoted.start), passage.sentence_at(quoted.end - 1)
        begin, end = sentences[first][0], sentences[last][1]
        if _has_letters(text[max(begin, done) : quoted.start]):
            found.add(first)
        elif first and text[sentences[first - 1][1] - 1] == ":":
            found.add(first - 1)
        stop = min(end, quoted.end + _NEAR_CHARS, following.start if following else end)
        if _has_letters(text[quoted.end : stop]):
            found.add(last)
        done = quoted.end
    for word in _WORD.finditer(text):
        verb = verbs.get(word[0].lower())
        if not (verb.clause or verb.object if verb else word[0].lower() == "according"):
            continue
        number = passage.sentence_at(word.start())
        begin, end = sentences[number]
        if number in found or not begin <= word.start() < end or not passage.outside(word.start()):
            continue
        if word[0][0].islower() or word.start() <= begin + 1:  # “States” within a sentence is a name
            found.add(number)
    return sorted(found)


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _passage(field_name: Field, text: str, blocks: list[Span], kinds: list[BlockKind]) -> Passage:
    sentences = [sentence for start, end in blocks for sentence in split_sentences(text, start, end)]
    return Passage(field_name, text, blocks, kinds, pair_marks(text, blocks), sentences)


def _body_blocks(article: Article) -> tuple[list[Span], list[BlockKind]]:
    """The paragraphs and sub-headings, in order; a paragraph begins after its dateline."""
    datelines = [block.end_char for block in article.blocks if block.kind == "dateline"]
    blocks: list[Span] = []
    kinds: list[BlockKind] = []
    for block in article.blocks:
        if block.kind not in ("paragraph", "subheading"):
            continue
        start = next((end for end in datelines if block.start_char < end <= block.end_char), block.start_char)
        while start < block.end_char and article.body[start].isspace():
            start += 1
        blocks.append((start, block.end_char))
        kinds.append("subheading" if block.kind == "subheading" else "paragraph")
    return blocks, kinds

"""Build the body out of the paragraphs of the text: its blocks, dateline, source prefix, links and lede."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from flows.model import Block, Link
from flows.parsing.structure.dateline import Dateline, find_dateline
from flows.parsing.structure.head import Kind, is_dialogue
from flows.parsing.structure.layout import Paragraph
from flows.parsing.structure.links import unmark_links
from flows.parsing.structure.sentences import first_sentence
from flows.parsing.structure.source import SourcePrefix, find_source_prefix
from flows.parsing.structure.subheadings import is_subheading

PARAGRAPH_BREAK = "\n\n"
_NEAR_TOP = 4  # paragraphs of the text among which a dateline or a source may stand
_LONGEST_LEDE = 300  # characters


@dataclass(frozen=True, slots=True)
class Body:
    """The body, its blocks in order, what was read from its paragraphs, and `lede`, its first sentence as a title."""

    text: str
    blocks: tuple[Block, ...]
    dateline: Dateline | None
    source: str | None
    section: str | None
    links: tuple[Link, ...]
    lede: str


def build_body(parts: Sequence[tuple[Kind, Paragraph]]) -> Body:
    """Join the paragraphs by blank lines; the dateline stays in, the source prefix is cut."""
    paragraphs = [paragraph for _, paragraph in parts]
    kinds: list[Literal["paragraph", "subheading", "byline"]] = []
    texts: list[str] = []
    links: list[Link] = []
    for at, (kind, paragraph) in enumerate(parts):
        words, found = unmark_links(paragraph.text)
        texts.append(words)
        links += found
        if kind == "byline":
            kinds.append("byline")
        else:
            is_deck = kind == "deck" and not paragraph.is_known
            kinds.append("subheading" if is_deck or is_subheading(paragraphs, at) else "paragraph")
    prose = [at for at, kind in enumerate(kinds) if kind == "paragraph"][:_NEAR_TOP]
    prefix = _cut_source(texts, prose)
    dateline_at, dateline = _find(texts, prose, is_dialogue(texts))
    starts = [0]
    for words in texts:
        starts.append(starts[-1] + len(words) + len(PARAGRAPH_BREAK))
    blocks: list[Block] = []
    for at, words in enumerate(texts):
        blocks.append(Block(kinds[at], starts[at], starts[at] + len(words)))
        if dateline and at == dateline_at:
            blocks.append(Block("dateline", starts[at] + dateline.start, starts[at] + dateline.end))
    return Body(
        text=PARAGRAPH_BREAK.join(texts),
        blocks=tuple(blocks),
        dateline=dateline,
        source=prefix.source if prefix else None,
        section=prefix.section if prefix else None,
        links=tuple(links),
        lede=_lede(texts, prose, dateline_at, dateline),
    )


def _cut_source(texts: list[str], near_top: list[int]) -> SourcePrefix | None:
    for at in near_top:
        if prefix := find_source_prefix(texts[at]):
            texts[at] = texts[at][prefix.end :]
            return prefix
    return None


def _find(texts: list[str], near_top: list[int], dialogue: bool) -> tuple[int, Dateline | None]:
    """The dateline and its paragraph: a sure one of the first few, or what the first of all begins with."""
    for at in near_top:
        dateline = find_dateline(texts[at], dialogue)
        if dateline and (dateline.sure or at == near_top[0]):
            return at, dateline
    return -1, None


def _lede(texts: list[str], prose: list[int], dateline_at: int, dateline: Dateline | None) -> str:
    """The first sentence of the text, without dateline and full stop."""
    for at in prose or range(min(1, len(texts))):
        words = texts[at][dateline.text_start :] if dateline and at == dateline_at else texts[at]
        if words:
            sentence = first_sentence(words)
            if len(sentence) > _LONGEST_LEDE:
                sentence = sentence[: _LONGEST_LEDE + 1].rpartition(" ")[0] or sentence[:_LONGEST_LEDE]
            return sentence.removesuffix(".") if not sentence.endswith("..") else sentence
    return ""

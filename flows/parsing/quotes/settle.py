"""Where rules found overlapping words, each word goes to one quotation."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from flows.parsing.quotes.marks import Quoted
from flows.parsing.quotes.passage import Passage
from flows.parsing.quotes.said import Said

_MOSTLY = 0.8
_MARKS = " “\"'`«„"

_Stretch = TypeVar("_Stretch", Quoted, Said)


def settle(passage: Passage, headlines: Sequence[Said], direct: Sequence[Said], reported: Sequence[Said]) -> list[Said]:
    """All that is said, in order, no two stretches overlapping.

    A headline's attribution holds for its whole block. A reported clause that is mostly one direct quotation is left to
    it; one that holds quoted words takes them in and is mixed. Of what is still nested the outer stretch stays.
    """
    taken = {passage.block_at(said.start) for said in headlines}
    found = list(headlines)
    mixed = [clause for said in reported if (clause := _with_quoted_words(passage, said, direct))]
    found += (said for said in (*direct, *mixed) if passage.block_at(said.start) not in taken)
    found.sort(key=lambda said: (said.start, -said.end))
    settled: list[Said] = []
    for said in found:
        if not settled or said.start >= settled[-1].end:
            settled.append(said)
    return settled


def _with_quoted_words(passage: Passage, said: Said, direct: Sequence[Said]) -> Said | None:
    end, kind = said.end, said.kind
    for quotation in _touching(direct, said.start, end):
        if min(end, quotation.end) - max(said.start, quotation.start) >= _MOSTLY * (end - said.start):
            return None
        if said.rule == "clause_before_verb" and _is_led_up_to(passage, said, quotation):
            return None
    for quoted in _touching(passage.quoted, said.start, said.end):
        if end <= quoted.inner_end:
            end = quoted.end if said.start < quoted.start else quoted.inner_end
        whole = quoted.inner_start <= said.start + 1 and quoted.inner_end >= said.end - 1
        kind = "direct" if whole else "mixed"
    return replace(said, kind=kind, end=end)


def _is_led_up_to(passage: Passage, said: Said, quotation: Said) -> bool:
    """Whether the writer's own words lead up to the quotation: He looked up: “It is nothing,” he said."""
    lead = passage.text[said.start : quotation.start].rstrip(_MARKS)
    return quotation.cue == said.cue and quotation.kind == "direct" and lead.endswith(":")


def _touching(ordered: Sequence[_Stretch], start: int, end: int) -> Iterator[_Stretch]:
    """Those of some stretches in order, none overlapping, that share characters with [start, end)."""
    at = max(0, bisect_right(ordered, start, key=lambda stretch: stretch.start) - 1)
    while at < len(ordered) and ordered[at].start < end:
        if ordered[at].end > start:
            yield ordered[at]
        at += 1

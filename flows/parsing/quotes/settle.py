"""Where rules found overlapping words, each word goes to one quotation."""

from collections.abc import Sequence
from dataclasses import replace

from flows.parsing.quotes.passage import Passage
from flows.parsing.quotes.said import Said

_MOSTLY = 0.8


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
    kind, end = said.kind, said.end
    for d in direct:
        if min(end, d.end) - max(said.start, d.start) >= _MOSTLY * (end - said.start):
            return None
    for quoted in passage.quoted:
        if quoted.start < said.end and quoted.inner_end > said.start:
            end = max(end, quoted.inner_end)
            whole = quoted.inner_start <= said.start + 1 and quoted.inner_end >= said.end - 1
            kind = "direct" if whole else "mixed"
    return replace(said, kind=kind, end=end)

"""Quotations with their speaker's name on a signature or a label: “…” — Ana Silva; “WALLACE: …”."""

import re
from dataclasses import replace

from flows.parsing.quotes.frame import Frame
from flows.parsing.quotes.said import Said

_SIGNATURE = re.compile(
    r"[ .,]{0,3}([―—–-]{1,3}) ?([^\W\d_][\w.'’-]{0,30}(?: [^\W\d_][\w.'’-]{0,30}){0,6}?)(?=[.)]?\s*(?:$|\n|[,(;]))"
)
_LABEL = re.compile(r"([A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3})(:)\s+")


def signature(frame: Frame) -> Said | None:
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


def transcript_label(frame: Frame) -> Said | None:
    """A line of a transcript within quotation marks: “WALLACE: …”."""
    quoted = frame.quoted
    label = _LABEL.match(frame.passage.text, quoted.inner_start, quoted.inner_end)
    if label is None or label.end() >= quoted.inner_end:
        return None
    return replace(
        frame.said("transcript"), start=label.end(), speaker=label.span(1), cue=label.span(2), lemma=":",
        utterance=label.end(),
    )  # fmt: skip

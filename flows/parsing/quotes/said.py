"""What the rules hand on: a stretch of speech, before its speaker is given a name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from flows.model import Field, Mention

Span = tuple[int, int]
Kind = Literal["direct", "indirect", "mixed"]
Whose = Callable[[Field, int, int], Mention | None]


@dataclass(frozen=True, slots=True)
class Said:
    """Words said in one field: their span, whose they are, and the rule that tells."""

    start: int
    end: int
    kind: Kind
    rule: str
    speaker: Span | None = None
    relative: Span | None = None  # the pronoun that is the subject as printed, where it refers to `speaker`
    cue: Span | None = None
    lemma: str | None = None
    utterance: int = 0  # where the first piece of the utterance starts

    @property
    def heard_at(self) -> int:
        """Where the reader learns who speaks: at the cue, or else at the words themselves."""
        return self.cue[0] if self.cue else self.start

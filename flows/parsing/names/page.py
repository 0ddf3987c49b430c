"""One field of an article with the mentions in it, for looking around a place in the text."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from flows.model import Field, Mention

Word = tuple[str, int, int]  # a word as printed, where it begins, where it ends
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Page:
    """The text of one field and the numbers (in the cast's order) of its mentions, in reading order."""

    field: Field
    text: str
    mentions: tuple[Mention, ...]
    numbers: tuple[int, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start_char for mention in self.mentions]

    @cached_property
    def _ends(self) -> dict[int, int]:
        return {mention.end_char: index for index, mention in enumerate(self.mentions)}

    def at(self, position: int) -> int:
        """The index of the first mention that starts at `position` or after it."""
        return bisect_left(self._starts, position)

    def number_at(self, position: int) -> int:
        """The number of the first mention that starts at `position` or after it, past the last one where none does."""
        index = self.at(position)
        return self.numbers[index] if index < len(self.numbers) else (self.numbers or (-1,))[-1] + 1

    def inside(self, start: int, end: int) -> range:
        """The indexes of the mentions that start in [start, end)."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def ending_at(self, position: int) -> int | None:
        """The index of the mention that ends at `position`."""
        return self._ends.get(position)

    def words(self, start: int, end: int) -> list[Word]:
        """The words of [start, end) with their offsets."""
        return [(match[0], match.start(), match.end()) for match in _WORD.finditer(self.text, max(0, start), end)]


def pages_of(texts: dict[Field, str], mentions: tuple[Mention, ...]) -> dict[Field, Page]:
    """The pages of an article: its title and its body."""
    pages: dict[Field, Page] = {}
    for field, text in texts.items():
        own = [(number, mention) for number, mention in enumerate(mentions) if mention.field == field]
        pages[field] = Page(field, text, tuple(m for _, m in own), tuple(n for n, _ in own))
    return pages

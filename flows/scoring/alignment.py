"""Where a stretch of a parsed field stands in the text that the answers count in."""

_DASHES = str.maketrans("\u2013\u2014", "--")
_SET_ASIDE = frozenset(
    "\"'`\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u00ad\u200b\u200c\u200d\u2060\ufeff"
)  # quotes, invisible
_REACH = 400  # how far on a single word is looked for, in characters


class Alignment:
    """The place in `source` of each character of `field`, white space, quotation marks and dash styles set aside.

    A line is placed whole where the source holds it, from where the line before it ended; otherwise word by word.
    """

    def __init__(self, source: str, field: str) -> None:
        self._places: list[int | None] = [None] * len(field)
        flat, at = _squeeze(source)
        cursor = start = 0
        for line in field.split("\n"):
            cursor = self._place(line, start, flat, at, cursor)
            start += len(line) + 1

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The source's half-open span of `field[start:end]`; None where none of it was found."""
        placed = [place for place in self._places[start:end] if place is not None]
        return (min(placed), max(placed) + 1) if placed else None

    def _place(self, piece: str, start: int, flat: str, at: list[int], cursor: int) -> int:
        squeezed, kept = _squeeze(piece)
        if not squeezed:
            return cursor
        found = flat.find(squeezed, cursor)
        if found < 0:
            found = flat.find(squeezed)
        if found < 0:
            return self._place_words(piece, start, flat, at, cursor)
        for offset, position in enumerate(kept):
            self._places[start + position] = at[found + offset]
        return found + len(squeezed)

    def _place_words(self, line: str, start: int, flat: str, at: list[int], cursor: int) -> int:
        position = 0
        for word in line.split(" "):
            squeezed, kept = _squeeze(word)
            found = flat.find(squeezed, cursor, cursor + _REACH) if squeezed else -1
            if found >= 0:
                for offset, inside in enumerate(kept):
                    self._places[start + position + inside] = at[found + offset]
                cursor = found + len(squeezed)
            position += len(word) + 1
        return cursor


def _squeeze(text: str) -> tuple[str, list[int]]:
    """The text without white space and quotation marks, in plain dashes, and where each character kept stood."""
    folded = text.translate(_DASHES)
    kept = [i for i, character in enumerate(folded) if not character.isspace() and character not in _SET_ASIDE]
    return "".join(folded[i] for i in kept), kept

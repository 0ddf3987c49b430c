"""Headlines in capitals, put into the case in which the rest of the article writes their words."""

import re
from functools import cached_property

from flows.model import Article

_SHOUTED = 0.75  # share of capitals among a line's letters from which on it is written in capitals
_MIN_CAPITALS = 6
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


class Casing:
    """How the words of one article are written where they are not in capitals."""

    def __init__(self, article: Article) -> None:
        """Learn from this article, once a line in capitals is met."""
        self._article = article

    def restored(self, text: str) -> str:
        """The text with its lines in capitals in mixed case, each character in its place."""
        return _LINE.sub(lambda line: _WORD.sub(self._usual, line[0]) if _shouted(line[0]) else line[0], text)

    @cached_property
    def _words(self) -> frozenset[str]:
        lines = (found[0] for found in _LINE.finditer(f"{self._article.title or ''}\n{self._article.body}"))
        return frozenset(word for line in lines if not _shouted(line) for word in _WORD.findall(line))

    def _usual(self, found: re.Match[str]) -> str:
        word = found[0]
        # A word that the article does not use elsewhere is most often a name.
        for likely in (word, word.lower(), word.capitalize()):
            if likely in self._words and len(likely) == len(word):
                return likely
        return word.capitalize() if len(word.capitalize()) == len(word) else word


def _shouted(line: str) -> bool:
    capitals = sum(map(str.isupper, line))
    return capitals >= _MIN_CAPITALS and capitals >= _SHOUTED * (capitals + sum(map(str.islower, line)))

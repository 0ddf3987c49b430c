"""Tell sub-headings from paragraphs."""

from collections.abc import Sequence

from flows.parsing.structure.layout import Paragraph
from flows.parsing.structure.sentences import is_ended

_LONGEST = 90  # characters
_MOST_WORDS = 14
_MOST_WORDS_ASKED = 8
_FEWEST_WORDS_OF_PROSE = 8


def is_subheading(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """Whether the paragraph at this place is a sub-heading: marked as one, or a short line without a full stop in
    between prose. Rows of a table and items of a list are none, their neighbours being no prose.
    """
    paragraph = paragraphs[at]
    if paragraph.level:
        return True
    if paragraph.is_known or not 0 < at < len(paragraphs) - 1:
        return False
    return _looks_like_one(paragraph.text) and _is_prose(paragraphs[at - 1]) and _is_prose(paragraphs[at + 1])


def _looks_like_one(text: str) -> bool:
    if len(text) > _LONGEST or len(text.split()) > _MOST_WORDS:
        return False
    if text[-1] in ":;,-–—" or not any(ch.isalpha() for ch in text):
        return False
    if is_ended(text) and not (text[-1] == "?" and ":" not in text and len(text.split()) <= _MOST_WORDS_ASKED):
        return False
    return text.lstrip("“‘\"'«(")[:1].isupper() or text[0].isdigit()


def _is_prose(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if len(text) > _LONGEST:
        return True
    return (is_ended(text) or text.endswith(":")) and text.count(" ") >= _FEWEST_WORDS_OF_PROSE

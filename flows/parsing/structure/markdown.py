"""Take the marks of Markdown out of a text, headings and links apart."""

import re

_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\n]{1,2000}\)")
_QUOTE_MARK = re.compile(r"^ {0,3}>[ ]?", re.MULTILINE)
_STRONG = re.compile(r"(?<![\w*_])(\*\*|__)(?=\S)([^*_\n]{1,500})(?<=\S)\1(?![\w*_])")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=\S)([^*_\n]{1,500})(?<=\S)\1(?![\w*_])")
_STRONG_LINE = re.compile(r"^(\*\*|__)([^*_\n]{1,120}[^*_\n.:])\1[ ]*$", re.MULTILINE)


def unmark(text: str) -> str:
    """Return the text without images, emphasis and quotation marks of Markdown; a line all in bold is a heading."""
    text = _QUOTE_MARK.sub("", _IMAGE.sub("", text))
    text = _STRONG_LINE.sub(r"### \2", text)
    return _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text))

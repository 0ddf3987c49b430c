"""Structure: the text of a document → its title, dateline, byline, blocks and links."""

from flows.parsing.structure.read import read_article

__all__ = ["read_article"]

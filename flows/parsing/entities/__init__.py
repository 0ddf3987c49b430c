"""Who and what is named in an article: a statistical model, and news rules on top."""

from flows.parsing.entities.recogniser import Recogniser, load_recogniser

__all__ = ["Recogniser", "load_recogniser"]

"""Names: who each mention stands for, which office they hold, and whom a description or pronoun means."""

from flows.parsing.names.cast import Cast
from flows.parsing.names.resolve import resolve_names

__all__ = ["Cast", "resolve_names"]

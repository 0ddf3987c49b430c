"""Quotes: who says what, directly or in report."""

from flows.parsing.quotes.find import find_quotes, find_quotes_in
from flows.parsing.quotes.syntax import Syntax, load_syntax

__all__ = ["Syntax", "find_quotes", "find_quotes_in", "load_syntax"]

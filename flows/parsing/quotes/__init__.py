"""Quotes: who says what, directly or in report."""

from flows.parsing.quotes.find import find_quotes

__all__ = ["find_quotes"]

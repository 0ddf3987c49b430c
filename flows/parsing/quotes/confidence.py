"""How likely a quotation is right, by the rule that found it and its kind."""

from collections.abc import Mapping
from functools import cache

from flows.resources import word_list


def confidence_of(rule: str, kind: str) -> float:
    """The share of that rule's quotations of that kind that were right on labelled news, speaker included."""
    return _measured()[rule, kind]


@cache
def _measured() -> Mapping[tuple[str, str], float]:
    return {(row["rule"], row["kind"]): float(row["confidence"]) for row in word_list("quote_rules")}

"""Late links: each link finds its article whichever came first, and lets it go when it is gone or no longer alone.

By address, then by the same headline, then by a headline that is nearly the same. What a link points at depends on the
articles that are there, not on the order in which they came: every link that an article which came or went may concern
is looked up again, and only those.
"""

from collections import defaultdict

import duckdb
import polars as pl
from rapidfuzz import fuzz

from flows.resources import sql
from flows.warehouse.resolution.changes import with_frame

# Chosen on the headlines of bench/links.py; docs/resolution.md has what other values would have found.
THRESHOLD = 0.86
# How much the second best must be worse, for the best to be the one.
MARGIN = 0.04
# A headline of fewer words is found by its exact words alone.
FEWEST_WORDS = 4


def mark_affected_links(connection: duckdb.DuckDBPyConnection) -> None:
    """Note the links that articles which came or went may concern."""
    connection.execute(sql("resolve/mark_affected_links"))


def find_targets(connection: duckdb.DuckDBPyConnection) -> None:
    """Look those links, and the new ones, up again; write what has changed."""
    connection.execute(sql("resolve/insert_affected_links"))
    connection.execute(sql("resolve/match_links"))
    rows = connection.execute(sql("resolve/alike_headlines")).fetchall()
    by_link: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for link_id, article_id, printed, headline in rows:
        if (score := likeness_of_headlines(printed, headline)) > 0:
            by_link[link_id].append((score, article_id))
    found = [(link_id, *best) for link_id, scored in by_link.items() if (best := _the_one(scored))]
    schema = {"link_id": pl.String, "match_score": pl.Float64, "target_article_id": pl.String}
    with_frame(connection, "alike", pl.DataFrame(found, schema=schema, orient="row"), "match_alike", "write_targets")


def likeness_of_headlines(one: str, other: str) -> float:
    """How alike two headline keys are, 0 to 1: letters in common, in order (rapidfuzz's ratio), 0 where numbers differ.

    0, too, below the threshold less the margin, and for headlines of few words.
    """
    words, other_words = one.split(), other.split()
    if min(len(words), len(other_words)) < FEWEST_WORDS or _numbers(words) != _numbers(other_words):
        return 0.0
    lowest = (THRESHOLD - MARGIN) * 100
    return round(fuzz.ratio(one, other, score_cutoff=lowest) / 100, 4)


def _the_one(scored: list[tuple[float, str]]) -> tuple[float, str] | None:
    """The best, where it is good enough and no other is nearly as good."""
    best, *others = sorted(scored, reverse=True)
    if best[0] < THRESHOLD or (others and others[0][0] > best[0] - MARGIN):
        return None
    return best


def _numbers(words: list[str]) -> set[str]:
    return {word for word in words if any(letter.isdigit() for letter in word)}

"""Story families: the connected components of "prints the same story" over all articles, kept up to date by the load.

A family's id is the least article_id of its members, so that neither the order of arrival nor the split into loads
changes it. Candidates share a band of a MinHash signature (Broder 1997; banding after Leskovec, Rajaraman, Ullman,
Mining of Massive Datasets, ch. 3); they are compared by their full texts. A pair that would join what is joined
already need not be compared, which leaves the components as they are and keeps large families cheap.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

import duckdb
import numpy as np
import polars as pl

from flows.resources import sql
from flows.warehouse.resolution.changes import with_frame
from flows.warehouse.resolution.fingerprints import BANDS, Fingerprint, bands, fingerprints
from flows.warehouse.resolution.likeness import same_story

# Texts in memory at a time, and what was made of them.
_TEXTS = 2000
_FINGERPRINTS = 8000
# Articles that share a band beyond which it says nothing: no story runs in so many papers. Where a feed of templates
# crosses this number, which of its near copies are joined may depend on which came before.
_CROWD = 300

# article_id, other article_id, and the family of each
Candidate = tuple[str, str, str, str]
T = TypeVar("T")


def join_families(connection: duckdb.DuckDBPyConnection) -> None:
    """Find the families of new articles and of those that one has left, and write articles.family_id."""
    connection.execute(sql("resolve/begin_loose"))
    new = [article_id for (article_id,) in connection.execute(sql("resolve/new_articles")).fetchall()]
    for some in _batches(new, _TEXTS):
        texts = _bodies(connection, some)
        with_frame(connection, "bands", _band_rows(list(texts), list(texts.values())), "insert_bands", "insert_loose")
    candidates: list[Candidate] = connection.execute(sql("resolve/candidates"), {"crowd": _CROWD}).fetchall()
    joined, prints = _Families(candidates), _Fingerprints(connection)
    for some in joined.rounds():
        joined.add(prints.same(some))
    if renamed := joined.renamed():
        frame = pl.DataFrame(renamed, schema={"family_id": pl.String, "new_id": pl.String}, orient="row")
        with_frame(connection, "joined", frame, "join_families")
    connection.execute(sql("resolve/write_families"))


class _Families:
    """The families that candidates are of, and which of them turn out to be one (a union-find by least id)."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._parents: dict[str, str] = {}
        self._waiting = [(one, other, mine, theirs) for one, other, mine, theirs in candidates if mine != theirs]

    def rounds(self) -> Iterable[list[Candidate]]:
        """Candidates to be compared: of any two families the likeliest pair first, then twice as many each time."""
        size = 1
        while True:
            by_pair: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
            for candidate in self._waiting:
                ends = sorted((self._find(candidate[2]), self._find(candidate[3])))
                if ends[0] != ends[1]:
                    by_pair[ends[0], ends[1]].append(candidate)
            if not by_pair:
                return
            self._waiting = [candidate for of_pair in by_pair.values() for candidate in of_pair[size:]]
            yield [candidate for of_pair in by_pair.values() for candidate in of_pair[:size]]
            size *= 2

    def add(self, same: Iterable[Candidate]) -> None:
        """Join the families of pairs that were found to print the same story."""
        for _, _, mine, theirs in same:
            low, high = sorted((self._find(mine), self._find(theirs)))
            self._parents[high] = low

    def renamed(self) -> list[tuple[str, str]]:
        """Each family that is part of another now, and that one's id."""
        return [(family, self._find(family)) for family in self._parents if self._find(family) != family]

    def _find(self, family: str) -> str:
        root = family
        while (parent := self._parents.get(root, root)) != root:
            root = parent
        while (parent := self._parents.get(family, root)) != root:
            self._parents[family], family = root, parent
        return root


class _Fingerprints:
    """Fingerprints of the articles that are compared; many are, with many others."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._made: dict[str, Fingerprint] = {}

    def same(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Those candidates whose texts print the same story."""
        same = []
        for some in _batches(candidates, _TEXTS):
            self._make({article_id for candidate in some for article_id in candidate[:2]})
            same += [one for one in some if same_story(self._made[one[0]], self._made[one[1]])]
        return same

    def _make(self, article_ids: set[str]) -> None:
        if len(self._made) > _FINGERPRINTS:
            self._made.clear()
        if missing := article_ids - self._made.keys():
            texts = _bodies(self._connection, sorted(missing))
            self._made.update(zip(texts, fingerprints(list(texts.values())), strict=True))


def _bodies(connection: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> dict[str, str]:
    connection.register("wanted", pl.DataFrame({"article_id": article_ids}, schema={"article_id": pl.String}))
    try:
        return dict(connection.execute(sql("resolve/bodies")).fetchall())
    finally:
        connection.unregister("wanted")


def _band_rows(article_ids: Sequence[str], texts: Sequence[str]) -> pl.DataFrame:
    found = bands(texts)
    rows = pl.DataFrame(
        {"band": found.ravel(), "article_id": np.repeat(np.array(article_ids, dtype=object), BANDS)},
        schema={"band": pl.UInt32, "article_id": pl.String},
    )
    return rows.filter(pl.col("band") > 0)  # a text without a word has no band


def _batches(items: Sequence[T], size: int) -> Iterable[Sequence[T]]:
    return (items[begin : begin + size] for begin in range(0, len(items), size))

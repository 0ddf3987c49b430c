"""What parsing again changes: rows gained, lost and altered, table by table."""

from collections import Counter
from dataclasses import dataclass, field

import polars as pl

from flows.tables import Frames, Table

# What the warehouse writes itself, and which is no finding of the parser.
_NOT_PARSED = frozenset(
    (
        *("load_id", "loaded_at", "version", "parser_version", "family_id"),
        *("entity_id", "speaker_entity_id", "target_article_id", "match_method", "match_score"),
    )
)
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is gained, lost or altered: what it says, before and after."""

    table: str
    change: str
    article_id: str
    before: str | None
    after: str | None


@dataclass
class Changes:
    """Counts of rows by table and by `gained`, `lost`, `altered` and `same`, and the first of those that changed."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    sample: list[Change] = field(default_factory=list)
    most: int = 20

    def add(self, before: Frames, after: Frames) -> None:
        """Compare the rows of some articles with those that parsing again made of them."""
        for table, new in after.items():
            self._compare(table, getattr(before, table.name), new)

    @property
    def nothing(self) -> bool:
        """Whether every row is as it was."""
        return all(change == "same" for _, change in self.counts)

    def _compare(self, table: Table, old: pl.DataFrame, new: pl.DataFrame) -> None:
        names = [name for name in table.names if name in old.columns and name not in _NOT_PARSED]
        said = pl.struct(names).struct.json_encode().alias("said")
        keyed = [frame.select(table.key, *_article(table), said) for frame in (old, new)]
        both = keyed[0].join(keyed[1], on=table.key, how="full", coalesce=True, suffix="_after")
        change = (
            pl.when(pl.col("said").is_null())
            .then(pl.lit("gained"))
            .when(pl.col("said_after").is_null())
            .then(pl.lit("lost"))
            .when(pl.col("said") != pl.col("said_after"))
            .then(pl.lit("altered"))
            .otherwise(pl.lit("same"))
            .alias("change")
        )
        told = both.with_columns(change)
        self.counts.update({(table.name, name): count for name, count in told["change"].value_counts().rows()})
        changed = told.filter(pl.col("change") != "same").sort(table.key).head(self.most)
        room = self.most - sum(one.table == table.name for one in self.sample)
        for row in changed.head(room).to_dicts():
            of = row.get("article_id") or row.get("article_id_after") or row[table.key]
            before, after = _difference(row["said"], row["said_after"])
            self.sample.append(Change(table.name, row["change"], of, before, after))


def _article(table: Table) -> list[str]:
    return [] if table.key == "article_id" else ["article_id"]


def _difference(before: str | None, after: str | None) -> tuple[str | None, str | None]:
    """Both, from a little before where they begin to differ, and not too long."""
    start = 0
    if before and after:
        while start < min(len(before), len(after)) and before[start] == after[start]:
            start += 1
    begin = max(0, start - 40)
    mark = "…" if begin else ""
    return before and mark + before[begin : begin + _SHOWN], after and mark + after[begin : begin + _SHOWN]

"""Which names are one entity: worked out anew for the blocks that a load touched, written to mentions and quotes.

What comes out depends on the names, roles and short forms that the warehouse holds, not on the order of their coming.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from flows.model import content_id, spelling_key
from flows.resources import sql
from flows.warehouse.identities.keys import block_of
from flows.warehouse.identities.merges import (
    Alias,
    Merge,
    Name,
    fullness,
    merge_aliases,
    merge_companies,
    merge_people,
    unite,
)
from flows.warehouse.identities.references import references
from flows.warehouse.identity_tables import ENTITY_MERGES
from flows.warehouse.ledger import Run

_ALIASES, _REFERENCES = "aliases", "references"  # blocks that are worked out anew each time
_REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class _Row:
    """A merge as the table has it."""

    merge: Merge
    block: str
    status: str
    load_id: str
    merged_at: Any


def resolve_identities(
    connection: duckdb.DuckDBPyConnection, run: Run, own_references: Path | None, *, names_went: bool
) -> None:
    """Merge the names that this load brought, and undo merges whose reasons went with the articles that it replaced.

    To be called in its transaction, when the rows of superseded articles are gone; `names_went` says whether there were
    any. Raises WrongReferenceError at a mistake in a list of the folder `own_references`.
    """
    step = _Step(connection, run)
    gone = step.rows("gone_names") if names_went else []
    new = step.rows("new_names", this_load=run.load_id)
    step.give("insert_names", "new_names", [(*row, block_of(row[0], row[1])) for row in new], _NEW_NAMES)
    for name in ("delete_aliases", "insert_aliases"):
        step.run(name, this_load=run.load_id)
    blocks = step.given(
        "touched_blocks", "gone_blocks", [(block,) for _, block in gone], ["block"], this_load=run.load_id
    )
    _merge_blocks(step, [block for (block,) in blocks], own_references)
    for name in ("update_new_entities", "update_new_speakers"):
        step.run(name, this_load=run.load_id)


def reject(connection: duckdb.DuckDBPyConnection, run: Run, entity: str, own_references: Path | None) -> list[str]:
    """Keep this name (or the names of this id) apart from all others, for good → the names that are kept apart.

    Empty where no such name is known. Mentions and quotes get back the ids that they had before the merge.
    """
    step = _Step(connection, run)
    rows = step.given("names_to_reject", "asked", [(entity, spelling_key(entity))], ["entity", "key"])
    rejected = [
        _Row(Merge(name_id, name_id, _REJECTED, 1.0), block or "", _REJECTED, run.load_id, run.started_at)
        for name_id, _, block in rows
    ]
    if rejected:
        _merge_blocks(step, sorted({one.block for one in rejected if one.block}), own_references, rejected)
    return sorted(name for _, name, _ in rows)


def accept(connection: duckdb.DuckDBPyConnection, run: Run, entity: str, own_references: Path | None) -> list[str]:
    """Let this name be merged again after it was rejected → the names that were kept apart until now."""
    step = _Step(connection, run)
    rows = step.given("accept_names", "asked", [(entity, spelling_key(entity))], ["entity", "key"])
    if rows:
        _merge_blocks(step, sorted({block for _, block in rows if block}), own_references)
    return sorted(name for name, _ in rows)


_NEW_NAMES = ["entity_type", "name", "name_id", "block"]


class _Step:
    """The queries of sql/identities, run for one load."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, run: Run) -> None:
        self._connection = connection
        self.run_of = run

    def run(self, name: str, **parameters: object) -> None:
        self._connection.execute(sql(f"identities/{name}"), parameters)

    def rows(self, name: str, **parameters: object) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql(f"identities/{name}"), parameters).fetchall()

    def given(
        self, name: str, view: str, rows: Iterable[Sequence[Any]], columns: Sequence[str], **parameters: object
    ) -> list[tuple[Any, ...]]:
        """The rows of a query that reads these as a view of text columns."""
        self._connection.register(view, pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row"))
        try:
            return self.rows(name, **parameters)
        finally:
            self._connection.unregister(view)

    def give(self, name: str, view: str, rows: Sequence[Sequence[Any]], columns: Sequence[str]) -> None:
        if rows:
            self.given(name, view, rows, columns)

    def frame(self, name: str, view: str, rows: pl.DataFrame) -> list[tuple[Any, ...]]:
        self._connection.register(view, rows)
        try:
            return self.rows(name)
        finally:
            self._connection.unregister(view)


def _merge_blocks(
    step: _Step, blocks: Sequence[str], own_references: Path | None, rejected: Sequence[_Row] = ()
) -> None:
    known = [_Row(Merge(*row[:5]), *row[5:]) for row in step.rows("merges")]
    apart = {one.merge.name_id for one in (*known, *rejected) if one.status == _REJECTED}
    anew = {*blocks, _ALIASES, _REFERENCES}
    before = {(one.merge.name_id, one.merge.into_id, one.merge.reason): one for one in known}
    kept = [one for one in known if one.block not in anew and one.status != _REJECTED]
    found = {(one.merge, one.block) for one in kept if not {one.merge.name_id, one.merge.into_id} & apart}
    listed = references(own_references)
    found |= {(merge, block) for merge, block in _in_blocks(step, blocks, listed) if merge.name_id not in apart}
    step.frame("set_outside_ids", "reference_names", listed)
    vouched = step.frame("reference_merges", "reference_names", listed)
    found |= {
        (Merge(one, into, "reference", 1.0, outside), _REFERENCES) for one, into, outside in vouched if one not in apart
    }
    outside = dict(listed.select("into_id", "outside_id").iter_rows())
    listed_names = dict(listed.select("into_id", "into_name").iter_rows())
    ids = {name_id for merge, _ in found for name_id in (merge.name_id, merge.into_id)}
    aliases = [one for one in _aliases(step) if not {one.alias_id, one.name_id} & apart]
    ids |= {name_id for one in aliases for name_id in (one.alias_id, one.name_id)} | apart
    names: dict[str, tuple[str, str]] = {}
    asked = step.given("names_of_ids", "asked_ids", [(name_id,) for name_id in sorted(ids)], ["name_id"])
    for name_id, entity_type, name in asked:
        if name_id not in names or fullness(name) > fullness(names[name_id][1]):
            names[name_id] = entity_type, name
    fullest = {name_id: name for name_id, (_, name) in names.items()} | listed_names
    entity_of, _ = unite((merge for merge, _ in found), outside, fullest)
    present = [one for one in aliases if one.alias_id in names]
    found |= {(merge, _ALIASES) for merge in merge_aliases(present, entity_of)}
    entity_of, blocked = unite((merge for merge, _ in found), outside, fullest)
    _write(
        step, found, blocked, before, names, fullest, [*(one for one in known if one.status == _REJECTED), *rejected]
    )
    step.given("changed_names", "entity_of", sorted(entity_of.items()), ["name_id", "entity_id"])
    for name in ("update_changed_entities", "update_changed_speakers", "update_names"):
        step.run(name)


def _in_blocks(step: _Step, blocks: Sequence[str], listed: pl.DataFrame) -> Iterable[tuple[Merge, str]]:
    by_block: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for block, name_id, entity_type, name in step.given(
        "names_of_blocks", "touched_blocks", [(block,) for block in blocks], ["block"]
    ):
        by_block[block][name_id].append((entity_type, name))
    asked = sorted({one for ids in by_block.values() for ones in ids.values() for one in ones})
    roles: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entity_type, name, role in step.given("roles_of_names", "asked_names", asked, ["entity_type", "name"]):
        roles[entity_type, name].add(role)
    people = _listed_people(listed) if by_block else {}
    for block, ids in by_block.items():
        names = [
            Name(
                name_id,
                ones[0][0],
                max((name for _, name in ones), key=fullness),
                frozenset().union(*(roles[one] for one in ones)),
            )
            for name_id, ones in ids.items()
        ]
        if names[0].entity_type == "PERSON":
            # people of the reference lists stand beside them, mentioned or not: George Bush may be either of two
            known = [one for one in people.get(block, ()) if one.name_id not in ids]
            merges = merge_people([*names, *known])
        else:
            merges = merge_companies(names)
        for merged in merges:
            yield merged, block


def _listed_people(listed: pl.DataFrame) -> dict[str, list[Name]]:
    by_block: dict[str, list[Name]] = defaultdict(list)
    for into_id, name in listed.select("into_id", "into_name").unique().sort("into_id").iter_rows():
        if into_id == content_id("entity", "PERSON", spelling_key(name)) and (block := block_of("PERSON", name)):
            by_block[block].append(Name(into_id, "PERSON", name))
    return by_block


def _aliases(step: _Step) -> list[Alias]:
    return [
        Alias(content_id("entity", entity_type, spelling_key(alias)), alias, name_id, name, articles, evidence)
        for entity_type, alias, name_id, name, articles, evidence in step.rows("aliases")
    ]


def _write(
    step: _Step,
    found: Iterable[tuple[Merge, str]],
    blocked: set[tuple[str, str]],
    before: dict[tuple[str, str, str], _Row],
    names: dict[str, tuple[str, str]],
    fullest: dict[str, str],
    rejected: Sequence[_Row],
) -> None:
    rows = []
    for merge, block in sorted(found, key=lambda one: (one[0].name_id, one[0].into_id, one[0].reason)):
        older = before.get((merge.name_id, merge.into_id, merge.reason))
        since = (older.load_id, older.merged_at) if older else (step.run_of.load_id, step.run_of.started_at)
        status = "blocked" if (merge.name_id, merge.into_id) in blocked else "active"
        rows.append(_row(_Row(merge, block, status, *since), names, fullest))
    rows += [_row(one, names, fullest) for one in {one.merge.name_id: one for one in rejected}.values()]
    step.run("delete_merges")
    if rows:
        step.frame("insert_merges", "new_merges", pl.DataFrame(rows, schema=ENTITY_MERGES.schema, orient="row"))


def _row(one: _Row, names: dict[str, tuple[str, str]], fullest: dict[str, str]) -> tuple[Any, ...]:
    merge = one.merge
    entity_type, name = names.get(merge.name_id) or ("", "")
    merged = (merge.name_id, name, entity_type, merge.into_id, fullest.get(merge.into_id, name))
    return (*merged, merge.reason, merge.score, merge.evidence, one.block, one.status, one.load_id, one.merged_at)

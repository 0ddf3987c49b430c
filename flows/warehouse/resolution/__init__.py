"""Resolution: what articles have to do with each other, found at the end of each load from what is new in it.

What is found is a function of the articles that are there, not of the order in which they came. Each step looks at new
and gone articles, and at the old ones that share a key with them; it holds that against tables of its own, so that
articles that came or went in any way (loaded, replaced, withdrawn, rebuilt) are seen.
"""

import duckdb

from flows.warehouse.resolution.changes import forget_gone, mark_changes, remember_new
from flows.warehouse.resolution.families import join_families
from flows.warehouse.resolution.links import find_targets, mark_affected_links


def resolve(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring story families and the targets of links up to date, in the transaction that the connection is in."""
    if not mark_changes(connection):
        return
    mark_affected_links(connection)
    forget_gone(connection)
    remember_new(connection)
    join_families(connection)
    find_targets(connection)


__all__ = ["resolve"]

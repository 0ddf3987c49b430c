"""What has changed since the last resolution: articles that are new, gone, or left behind by one that is gone."""

import duckdb
import polars as pl

from flows.resources import sql


def mark_changes(connection: duckdb.DuckDBPyConnection) -> bool:
    """Note new and gone articles in temporary tables → whether there are any."""
    for step in ("mark_gone", "mark_new", "mark_left"):
        connection.execute(sql(f"resolve/{step}"))
    return bool(_count(connection, "gone_prints") or _count(connection, "new_prints"))


def forget_gone(connection: duckdb.DuckDBPyConnection) -> None:
    """Remove what resolution remembers of articles that are gone."""
    if _count(connection, "gone_prints"):
        for step in ("separate_left", "delete_prints", "delete_bands", "delete_pairs", "delete_link_keys"):
            connection.execute(sql(f"resolve/{step}"))


def remember_new(connection: duckdb.DuckDBPyConnection) -> None:
    """Remember the new articles, their headlines, and their links."""
    for step in ("insert_prints", "insert_link_keys", "insert_article_pairs", "insert_link_pairs"):
        connection.execute(sql(f"resolve/{step}"))


def with_frame(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame, *statements: str) -> None:
    """Run statements of sql/resolve that read this frame under this name."""
    connection.register(name, frame)
    try:
        for statement in statements:
            connection.execute(sql(f"resolve/{statement}"))
    finally:
        connection.unregister(name)


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return len(connection.table(table))

"""What a load measured of its own rows, held against the same sources' last loads."""

from collections.abc import Mapping

import duckdb
import polars as pl

from flows.resources import folder, sql
from flows.warehouse.ledger import Run

_SCHEMA = pl.Schema(
    {
        "outlet": pl.String,
        "metric": pl.String,
        "measured": pl.Float64,
        "spread": pl.Float64,
        "step": pl.Float64,
        "articles": pl.Int64,
    }
)


def measure(
    connection: duckdb.DuckDBPyConnection, run: Run, rules: pl.DataFrame, compared_with: Mapping[str, float]
) -> pl.DataFrame:
    """Measure the rows that this load wrote, and judge each measure by the rules → the rows of metrics/judge_drift.

    `rules` has the columns metric, floor, relative_floor; `compared_with` are the parameters of that query. What
    is read is this load's rows and run_metrics, whatever the warehouse holds.
    """
    load = {"this_load": run.load_id}
    parts = [connection.execute(sql(name), load).pl().select(_SCHEMA.names()).cast(_SCHEMA) for name in _measures()]
    connection.register("new_measures", pl.concat(parts).drop_nulls("measured"))
    connection.register("drift_rules", rules)
    try:
        parameters = {**load, "started_at": run.started_at, **compared_with}
        return connection.execute(sql("metrics/judge_drift"), parameters).pl()
    finally:
        connection.unregister("new_measures")
        connection.unregister("drift_rules")


def usual_articles(connection: duckdb.DuckDBPyConnection) -> float | None:
    """Articles of the middle one of the last published loads that had any; null where there were too few to tell."""
    ((usual,),) = connection.execute(sql("metrics/usual_articles")).fetchall()
    return usual


def _measures() -> list[str]:
    return [f"metrics/{file.stem}" for file in sorted((folder("sql") / "metrics").glob("measure_*.sql"))]

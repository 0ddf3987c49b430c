"""The tables that say what was checked and measured: by each load, and by the audits."""

import polars as pl

from flows.tables import Column, Table

_TIME = pl.Datetime("us", "UTC")

CHECK_RESULTS = Table(
    "check_results",
    "what one check found in one load",
    "load_id, table_name, expectation, column_name",
    (
        Column("load_id", pl.String, False, "The load, or the audit."),
        Column("table_name", pl.String, False, "The table checked, or warehouse for checks across tables."),
        Column("expectation", pl.String, False, "The expectation's type, or the name of a query in sql/checks."),
        Column("column_name", pl.String, True, "The column or columns it is about."),
        Column("severity", pl.String, False, "critical, warning or info."),
        Column("why", pl.String, False, "Why it is expected, in a sentence."),
        Column("checked", pl.Int64, True, "How many values were checked."),
        Column("failed", pl.Int64, True, "How many of them failed."),
        Column("success", pl.Boolean, False, "Whether it held."),
        Column("could_not_run", pl.Boolean, False, "Whether it could not be checked at all."),
        Column("observed", pl.String, True, "What was observed, for checks of a whole batch."),
        Column("allowed", pl.String, True, "What would have been allowed."),
        Column("checked_at", _TIME, False, "When that load began, UTC."),
    ),
)

RUN_METRICS = Table(
    "run_metrics",
    "what one load measured of one source, held against that source's last loads",
    "load_id, source, metric",
    (
        Column("load_id", pl.String, False, "The load."),
        Column(
            "source", pl.String, False, "The outlet; its host where no source is printed; (all) for the whole load."
        ),
        Column(
            "metric", pl.String, False, "What was measured, e.g. share_without_title or entities_per_article.PERSON."
        ),
        Column("value", pl.Float64, False, "What it came to; shares are 0 to 1."),
        Column("spread", pl.Float64, True, "The standard deviation of one article's value."),
        Column("articles", pl.Int64, False, "How many articles it was measured on."),
        Column("runs", pl.Int32, False, "How many of the source's last published loads it was held against."),
        Column("median", pl.Float64, True, "Their median."),
        Column("low", pl.Float64, True, "The lower end of the band that was usual."),
        Column("high", pl.Float64, True, "Its upper end."),
        Column("verdict", pl.String, False, "steady, drifted, too few runs, too few articles, or not compared."),
        Column("measured_at", _TIME, False, "When that load began, UTC."),
    ),
)

AUDITS = Table(
    "audits",
    "a run of audit-warehouse that came to an end",
    "audit_id",
    (
        Column("audit_id", pl.String, False, "This audit; the load_id of its rows in check_results."),
        Column("started_at", _TIME, False, "When it began, UTC."),
        Column("finished_at", _TIME, False, "When it was recorded, UTC."),
        Column("articles", pl.Int64, False, "Articles in the published file."),
        Column("entities", pl.Int64, False, "Mentions in it."),
        Column("quotes", pl.Int64, False, "Quotes in it."),
        Column("links", pl.Int64, False, "Links in it."),
        Column("checks", pl.Int32, False, "How many checks were made."),
        Column("failed", pl.Int32, False, "How many of them did not hold."),
        Column("flow_run_id", pl.String, True, "The Prefect flow run, where there was one."),
        Column("verdict", pl.String, False, "The verdict of the checks, in a word or two."),
        Column("message", pl.String, True, "What a person should know about it."),
    ),
)

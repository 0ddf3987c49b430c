-- Adds what this run measured.
-- reads: new_run_metrics, the rows of metrics/judge_drift
insert into run_metrics (
    load_id,
    source,
    metric,
    value,
    spread,
    articles,
    runs,
    median,
    low,
    high,
    verdict,
    measured_at
)
select
    $this_load as load_id,
    new_run_metrics.outlet,
    new_run_metrics.metric,
    new_run_metrics.measured,
    new_run_metrics.spread,
    new_run_metrics.articles,
    new_run_metrics.runs,
    new_run_metrics.median,
    new_run_metrics.low,
    new_run_metrics.high,
    new_run_metrics.verdict,
    $started_at as measured_at
from new_run_metrics;

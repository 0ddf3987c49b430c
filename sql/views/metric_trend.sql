-- How each metric of each source went from run to run; only what published loads measured is compared with.
-- grain: a source (or all of them), a metric and a run
-- key: source, metric, load_id
-- changed_by: against the same source's run before; low and high: the band that was usual then
create or replace view metric_trend as
select
    run_metrics.source,
    run_metrics.metric,
    loads.started_at,
    run_metrics.load_id,
    loads.status,
    run_metrics.value,
    run_metrics.articles,
    run_metrics.median,
    run_metrics.low,
    run_metrics.high,
    run_metrics.verdict,
    run_metrics.value - lag(run_metrics.value) over (
        partition by run_metrics.source, run_metrics.metric
        order by loads.started_at, run_metrics.load_id
    ) as changed_by
from run_metrics
inner join loads on run_metrics.load_id = loads.load_id;

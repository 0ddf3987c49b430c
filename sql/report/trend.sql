-- The last 20 runs of some sources, all their metrics, the oldest first: the charts of the quality report.
-- grain: a source, a run and a metric
-- key: source, load_id, metric
with

last_runs as (
    select
        run_metrics.source as outlet,
        run_metrics.load_id,
        loads.started_at,
        loads.verdict
    from run_metrics
    inner join loads on run_metrics.load_id = loads.load_id
    where
        run_metrics.metric = 'articles'
        and list_contains($sources::varchar[], run_metrics.source)
    qualify
        row_number() over (
            partition by run_metrics.source
            order by loads.started_at desc, loads.load_id desc
        ) <= 20
)

select
    run_metrics.source,
    run_metrics.metric,
    last_runs.started_at,
    last_runs.verdict,
    run_metrics.value,
    run_metrics.low,
    run_metrics.high
from run_metrics
inner join last_runs
    on
        run_metrics.source = last_runs.outlet
        and run_metrics.load_id = last_runs.load_id
order by
    run_metrics.source,
    run_metrics.metric,
    last_runs.started_at,
    run_metrics.load_id;

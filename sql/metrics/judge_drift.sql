-- Holds what this load measured against the same outlet's last published loads: is it within their band?
-- grain: an outlet (or all of them) and a metric
-- key: outlet, metric
-- reads: new_measures (the rows of the measure_* queries), drift_rules (expectations/drift.json)
-- band: the median of the last loads, plus or minus the widest of: so many robust standard deviations of them (their
-- median absolute deviation × 1.4826); as many standard errors of this load's own number of articles; the floor and the
-- relative floor of the rule; and what one article alone changes
-- Only loads with enough articles of the outlet are compared with. A language that a load did not meet counts as 0.
with

measures as (
    select
        new_measures.outlet,
        new_measures.metric,
        new_measures.measured,
        new_measures.spread,
        new_measures.step,
        new_measures.articles,
        drift_rules.metric is not null as has_rule,
        coalesce(drift_rules.floor, 0) as floor_of_rule,
        coalesce(drift_rules.relative_floor, 0) as relative_floor
    from new_measures
    left join drift_rules on split_part(new_measures.metric, '.', 1) = drift_rules.metric
),

-- one number for each outlet; of small ones nothing else is kept
sizes as (
    select
        measures.outlet,
        measures.articles
    from measures
    where measures.metric = 'articles'
),

past_loads as (
    select
        run_metrics.source as outlet,
        run_metrics.load_id
    from run_metrics
    inner join loads on run_metrics.load_id = loads.load_id
    inner join sizes on run_metrics.source = sizes.outlet
    where
        run_metrics.metric = 'articles'
        and run_metrics.articles >= $fewest_articles
        and sizes.articles >= $fewest_articles
        and loads.status = 'published'
        and loads.load_id <> $this_load
        and loads.started_at > $started_at::timestamptz - to_days($history_days::integer)
    qualify
        row_number() over (
            partition by run_metrics.source
            order by loads.started_at desc, loads.load_id desc
        ) <= $history_runs
),

past_rows as (
    select
        run_metrics.source as outlet,
        run_metrics.load_id,
        run_metrics.metric,
        run_metrics.value as measured,
        run_metrics.spread
    from run_metrics
    inner join past_loads
        on
            run_metrics.source = past_loads.outlet
            and run_metrics.load_id = past_loads.load_id
    where run_metrics.articles >= $fewest_articles
),

past as (
    select
        measures.outlet,
        measures.metric,
        past_rows.spread,
        coalesce(past_rows.measured, if(measures.metric like 'language.%', 0, null)) as measured
    from measures
    inner join past_loads on measures.outlet = past_loads.outlet
    left join past_rows
        on
            measures.outlet = past_rows.outlet
            and measures.metric = past_rows.metric
            and past_loads.load_id = past_rows.load_id
),

usual as (
    select
        past.outlet,
        past.metric,
        count(past.measured) as runs,
        median(past.measured) as median_of_runs,
        mad(past.measured) as deviation,
        coalesce(median(past.spread), 0) as spread
    from past
    group by
        past.outlet,
        past.metric
),

banded as (
    select
        measures.outlet,
        measures.metric,
        measures.measured,
        measures.spread,
        measures.articles,
        measures.has_rule,
        usual.median_of_runs,
        coalesce(usual.runs, 0) as runs,
        measures.step + greatest(
            $deviations * 1.4826 * usual.deviation,
            $deviations * usual.spread / sqrt(measures.articles),
            measures.floor_of_rule,
            measures.relative_floor * abs(usual.median_of_runs)
        ) as half_width
    from measures
    inner join sizes on measures.outlet = sizes.outlet
    left join usual
        on
            measures.outlet = usual.outlet
            and measures.metric = usual.metric
    where
        measures.metric = 'articles'
        or measures.outlet = '(all)'
        or sizes.articles >= $fewest_articles
)

select
    banded.outlet,
    banded.metric,
    banded.measured,
    banded.spread,
    banded.articles,
    banded.runs,
    banded.median_of_runs as median,
    banded.median_of_runs - banded.half_width as low,
    banded.median_of_runs + banded.half_width as high,
    case
        when banded.articles < $fewest_articles then 'too few articles'
        when not banded.has_rule then 'not compared'
        when banded.runs < $fewest_runs then 'too few runs'
        when abs(banded.measured - banded.median_of_runs) > banded.half_width + 1e-9 then 'drifted'
        else 'steady'
    end as verdict
from banded
order by
    banded.outlet,
    banded.metric;

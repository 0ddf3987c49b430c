-- Measures what this load held back: whole articles, records and files, as a share of these and the articles loaded.
-- grain: an outlet (or all of them) and a metric
-- key: outlet, metric
-- columns: as in measure_articles; only an article that a check held tells its source, the others count in (all) alone
with

loaded as (
    select outlet_of(articles.source, articles.url) as outlet
    from articles
    where articles.load_id = $this_load
),

held as (
    select
        coalesce(quarantine.article_id, quarantine.file_id) as held_id,
        min(
            if(
                quarantine.table_name = 'articles' and json_valid(quarantine.row),
                outlet_of(
                    json_extract_string(quarantine.row, '$.source'),
                    json_extract_string(quarantine.row, '$.url')
                ),
                null
            )
        ) as outlet
    from quarantine
    where
        quarantine.load_id = $this_load
        and (quarantine.table_name is null or quarantine.table_name = 'articles')
    group by held_id
),

met as (
    select
        loaded.outlet,
        0 as is_held
    from loaded
    union all
    select
        held.outlet,
        1 as is_held
    from held
)

select
    'quarantine_rate' as metric,
    if(grouping(met.outlet) = 1, '(all)', met.outlet) as outlet,
    avg(met.is_held) as measured,
    stddev_pop(met.is_held) as spread,
    1 / count(*) as step,
    count(*) as articles
from met
group by grouping sets ((met.outlet), ())
having grouping(met.outlet) = 1 or met.outlet is not null;

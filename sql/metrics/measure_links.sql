-- Measures the links of this load: how many an article has.
-- grain: an outlet (or all of them) and a metric
-- key: outlet, metric
-- columns: as in measure_articles
with

loaded as (
    select
        articles.article_id,
        outlet_of(articles.source, articles.url) as outlet
    from articles
    where articles.load_id = $this_load
),

linked as (
    select
        links.article_id,
        count(*) as links
    from links
    where links.load_id = $this_load
    group by links.article_id
),

counted as (
    select
        loaded.outlet,
        coalesce(linked.links, 0) as links
    from loaded
    left join linked on loaded.article_id = linked.article_id
)

select
    'links_per_article' as metric,
    0.0 as step,
    if(grouping(counted.outlet) = 1, '(all)', counted.outlet) as outlet,
    avg(counted.links) as measured,
    stddev_pop(counted.links) as spread,
    count(*) as articles
from counted
group by grouping sets ((counted.outlet), ());

-- Measures the languages of this load: the share of articles in each; `unknown` where it could not be told.
-- grain: an outlet (or all of them) and a metric, one for each language found
-- key: outlet, metric
-- columns: as in measure_articles
with

loaded as (
    select
        outlet_of(articles.source, articles.url) as outlet,
        coalesce(articles.language, 'unknown') as code
    from articles
    where articles.load_id = $this_load
),

spoken as (
    select
        loaded.code,
        if(grouping(loaded.outlet) = 1, '(all)', loaded.outlet) as outlet,
        count(*) as articles_in_it
    from loaded
    group by grouping sets ((loaded.outlet, loaded.code), (loaded.code))
),

shared as (
    select
        spoken.outlet,
        spoken.code,
        sum(spoken.articles_in_it) over (partition by spoken.outlet) as articles,
        spoken.articles_in_it / sum(spoken.articles_in_it) over (partition by spoken.outlet) as portion
    from spoken
)

select
    shared.outlet,
    shared.portion as measured,
    shared.articles::bigint as articles,
    'language.' || shared.code as metric,
    sqrt(shared.portion * (1 - shared.portion)) as spread,
    1 / shared.articles as step
from shared;

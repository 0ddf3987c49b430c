-- Measures the mentions of this load: how many of each type an article has.
-- grain: an outlet (or all of them) and a metric, one for each type of entity
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

sources as (
    select
        if(grouping(loaded.outlet) = 1, '(all)', loaded.outlet) as outlet,
        count(*) as articles
    from loaded
    group by grouping sets ((loaded.outlet), ())
),

types as (
    select unnest(['PERSON', 'ORG', 'PLACE', 'GROUP', 'EVENT', 'LAW', 'PRODUCT', 'WORK']) as entity_type
),

named as (
    select
        loaded.outlet,
        entities.entity_type,
        count(*) as mentions
    from entities
    inner join loaded on entities.article_id = loaded.article_id
    where entities.load_id = $this_load
    group by
        loaded.outlet,
        entities.article_id,
        entities.entity_type
),

summed as (
    select
        named.entity_type,
        if(grouping(named.outlet) = 1, '(all)', named.outlet) as outlet,
        sum(named.mentions) as mentions,
        sum(named.mentions * named.mentions) as squares
    from named
    group by grouping sets ((named.outlet, named.entity_type), (named.entity_type))
),

averaged as (
    select
        sources.outlet,
        types.entity_type,
        sources.articles,
        coalesce(summed.mentions, 0) / sources.articles as mentions_per_article,
        coalesce(summed.squares, 0) / sources.articles as squares_per_article
    from sources
    cross join types
    left join summed
        on
            sources.outlet = summed.outlet
            and types.entity_type = summed.entity_type
    where sources.articles > 0
)

select
    averaged.outlet,
    averaged.mentions_per_article as measured,
    0.0 as step,
    averaged.articles,
    'entities_per_article.' || averaged.entity_type as metric,
    sqrt(greatest(averaged.squares_per_article - averaged.mentions_per_article ^ 2, 0)) as spread
from averaged;

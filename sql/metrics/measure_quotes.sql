-- Measures the quotes of this load: how many an article has, and how many have no speaker that is known by name.
-- grain: an outlet (or all of them) and a metric
-- key: outlet, metric
-- columns: as in measure_articles; the share counts articles that quote somebody, since the quotes of one are alike
with

loaded as (
    select
        articles.article_id,
        outlet_of(articles.source, articles.url) as outlet
    from articles
    where articles.load_id = $this_load
),

quoted as (
    select
        quotes.article_id,
        count(*) as quotes,
        count(*) filter (where quotes.speaker_name is null) as nameless
    from quotes
    where quotes.load_id = $this_load
    group by quotes.article_id
),

counted as (
    select
        loaded.outlet,
        quoted.nameless,
        coalesce(quoted.quotes, 0) as quotes
    from loaded
    left join quoted on loaded.article_id = quoted.article_id
),

grouped as (
    select
        if(grouping(counted.outlet) = 1, '(all)', counted.outlet) as outlet,
        count(*) as articles,
        count(counted.nameless) as articles_with_quotes,
        avg(counted.quotes) as quotes_per_article,
        stddev_pop(counted.quotes) as spread_of_quotes,
        sum(counted.nameless) / nullif(sum(counted.quotes), 0) as unknown_speakers
    from counted
    group by grouping sets ((counted.outlet), ())
)

select
    grouped.outlet,
    'quotes_per_article' as metric,
    grouped.quotes_per_article as measured,
    grouped.spread_of_quotes as spread,
    0.0 as step,
    grouped.articles
from grouped
union all
select
    grouped.outlet,
    'share_unknown_speakers' as metric,
    grouped.unknown_speakers as measured,
    sqrt(grouped.unknown_speakers * (1 - grouped.unknown_speakers)) as spread,
    1 / nullif(grouped.articles_with_quotes, 0) as step,
    grouped.articles_with_quotes as articles
from grouped;

-- Measures the articles of this load: how many, how long, and what they lack.
-- grain: an outlet (or all of them) and a metric
-- key: outlet, metric
-- measured: null where there was nothing to measure; spread: the standard deviation of one article's value
-- step: what one article more changes, for shares
-- A title counts as missing also where the first sentence stands in for it: that is how a changed template shows.
with

loaded as (
    select
        articles.word_count,
        outlet_of(articles.source, articles.url) as outlet,
        coalesce(articles.title is null or articles.title_source = 'lede', false)::integer as lacks_title,
        (articles.published_at is null and articles.dateline_date is null)::integer as lacks_date,
        (len(articles.authors) = 0)::integer as lacks_author
    from articles
    where articles.load_id = $this_load
),

grouped as (
    select
        if(grouping(loaded.outlet) = 1, '(all)', loaded.outlet) as outlet,
        count(*) as articles,
        median(loaded.word_count) as median_words,
        stddev_pop(loaded.word_count) as spread_of_words,
        avg(loaded.lacks_title) as without_title,
        stddev_pop(loaded.lacks_title) as spread_of_titles,
        avg(loaded.lacks_date) as without_date,
        stddev_pop(loaded.lacks_date) as spread_of_dates,
        avg(loaded.lacks_author) as without_author,
        stddev_pop(loaded.lacks_author) as spread_of_authors
    from loaded
    group by grouping sets ((loaded.outlet), ())
)

select
    grouped.outlet,
    'articles' as metric,
    grouped.articles::double as measured,
    0.0 as spread,
    0.0 as step,
    grouped.articles
from grouped
union all
select
    grouped.outlet,
    'median_words' as metric,
    grouped.median_words as measured,
    grouped.spread_of_words as spread,
    0.0 as step,
    grouped.articles
from grouped
union all
select
    grouped.outlet,
    'share_without_title' as metric,
    grouped.without_title as measured,
    grouped.spread_of_titles as spread,
    1 / grouped.articles as step,
    grouped.articles
from grouped
union all
select
    grouped.outlet,
    'share_without_date' as metric,
    grouped.without_date as measured,
    grouped.spread_of_dates as spread,
    1 / grouped.articles as step,
    grouped.articles
from grouped
union all
select
    grouped.outlet,
    'share_without_author' as metric,
    grouped.without_author as measured,
    grouped.spread_of_authors as spread,
    1 / grouped.articles as step,
    grouped.articles
from grouped;

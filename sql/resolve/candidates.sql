-- Pairs of articles that may be copies of each other: at least one of them looks for copies, and they share a band.
-- grain: a pair of articles
-- key: article_id, other_id
-- shared: how many bands they share; the pairs that share most come first, so that few texts need comparing
-- a band of more than $crowd articles is of a template (weather, results, earnings), and finds no copies: those share
-- the bands of what fills it, too
with

crowded as (
    select article_bands.band
    from article_bands
    semi join loose_bands on article_bands.band = loose_bands.band
    group by article_bands.band
    having count(*) > $crowd
),

searched as (
    select
        loose_bands.band,
        loose_bands.article_id
    from loose_bands
    anti join crowded on loose_bands.band = crowded.band
),

pairs as (
    select
        searched.article_id,
        article_bands.article_id as other_id,
        count(*) as shared
    from searched
    inner join article_bands on searched.band = article_bands.band
    where searched.article_id <> article_bands.article_id
    group by all
),

-- two that both look for copies find each other twice
once as (
    select
        least(pairs.article_id, pairs.other_id) as article_id,
        greatest(pairs.article_id, pairs.other_id) as other_id,
        max(pairs.shared) as shared
    from pairs
    group by all
)

select
    once.article_id,
    once.other_id,
    article_prints.family_id,
    other_prints.family_id as other_family_id
from once
inner join article_prints on once.article_id = article_prints.article_id
inner join article_prints as other_prints on once.other_id = other_prints.article_id
order by
    once.shared desc,
    once.article_id asc,
    once.other_id asc;

-- Links whose target may change: those with the address or headline of an article that is new or gone, those that
-- point at one that is gone, and those with two pairs of words of such an article's headline.
-- grain: a link
-- key: link_id
-- Runs before what is gone is forgotten and what is new is remembered.
create or replace temp table affected_links as
with

touched as (
    select
        new_prints.article_id,
        new_prints.url_key,
        new_prints.headline_key
    from new_prints
    union all
    select
        gone_prints.article_id,
        gone_prints.url_key,
        gone_prints.headline_key
    from gone_prints
),

touched_pairs as (
    select distinct
        touched.headline_key,
        unnest(word_pairs(touched.headline_key)) as pair
    from touched
    where touched.headline_key is not null
),

alike as (
    select headline_pairs.link_id
    from headline_pairs
    inner join touched_pairs on headline_pairs.pair = touched_pairs.pair
    where headline_pairs.link_id is not null
    group by
        headline_pairs.link_id,
        touched_pairs.headline_key
    having count(*) >= 2
),

found as (
    select link_keys.link_id
    from link_keys
    where
        link_keys.url_key in (select touched.url_key from touched)
        or link_keys.headline_key in (select touched.headline_key from touched)
    union
    select alike.link_id
    from alike
)

select found.link_id
from found;

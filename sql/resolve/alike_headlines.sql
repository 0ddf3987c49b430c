-- Open links and the articles whose headlines share two pairs of words with them.
-- grain: a link and an article
-- key: link_id, article_id
with

open_links as (
    select
        matched_links.link_id,
        matched_links.article_id,
        matched_links.headline_key
    from matched_links
    where matched_links.is_open
),

open_pairs as (
    select distinct
        open_links.link_id,
        unnest(word_pairs(open_links.headline_key)) as pair
    from open_links
),

alike as (
    select
        open_pairs.link_id,
        headline_pairs.article_id
    from open_pairs
    inner join headline_pairs on open_pairs.pair = headline_pairs.pair
    where headline_pairs.link_id is null
    group by all
    having count(*) >= 2
)

select
    alike.link_id,
    alike.article_id,
    open_links.headline_key,
    article_prints.headline_key as article_headline_key
from alike
inner join open_links on alike.link_id = open_links.link_id
inner join article_prints on alike.article_id = article_prints.article_id
where alike.article_id <> open_links.article_id
order by
    alike.link_id,
    alike.article_id;

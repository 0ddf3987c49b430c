-- Points each affected link at the one other article with its address, or else with its headline; at none where
-- several have it.
-- grain: a link
-- key: link_id
-- is_open: no article has its address or headline, and it may be looked up by a headline that is nearly the same
create or replace temp table matched_links as
with

keyed_links as (
    select distinct
        link_keys.link_id,
        link_keys.article_id,
        link_keys.url_key,
        link_keys.headline_key
    from link_keys
    semi join affected_links on link_keys.link_id = affected_links.link_id
),

urls as (
    select
        article_prints.url_key,
        min(article_prints.article_id) as first_id,
        max(article_prints.article_id) as last_id,
        count(*) as articles
    from article_prints
    semi join keyed_links on article_prints.url_key = keyed_links.url_key
    group by all
),

headlines as (
    select
        article_prints.headline_key,
        min(article_prints.article_id) as first_id,
        max(article_prints.article_id) as last_id,
        count(*) as articles
    from article_prints
    semi join keyed_links on article_prints.headline_key = keyed_links.headline_key
    group by all
),

-- an article's link to its own address or headline is no candidate
candidates as (
    select
        keyed_links.link_id,
        keyed_links.article_id,
        keyed_links.headline_key,
        coalesce(urls.articles, 0)
        - coalesce(keyed_links.article_id in (urls.first_id, urls.last_id), false)::integer
            as url_articles,
        if(urls.first_id = keyed_links.article_id, urls.last_id, urls.first_id) as url_target,
        coalesce(headlines.articles, 0)
        - coalesce(keyed_links.article_id in (headlines.first_id, headlines.last_id), false)::integer
            as headline_articles,
        if(headlines.first_id = keyed_links.article_id, headlines.last_id, headlines.first_id) as headline_target
    from keyed_links
    left join urls on keyed_links.url_key = urls.url_key
    left join headlines on keyed_links.headline_key = headlines.headline_key
)

select
    candidates.link_id,
    candidates.article_id,
    candidates.headline_key,
    case
        when candidates.url_articles = 1 then candidates.url_target
        when candidates.url_articles = 0 and candidates.headline_articles = 1 then candidates.headline_target
    end as target_article_id,
    case
        when candidates.url_articles = 1 then 'url'
        when candidates.url_articles = 0 and candidates.headline_articles = 1 then 'title'
    end as match_method,
    case
        when candidates.url_articles = 1 then 1.0::double
        when candidates.url_articles = 0 and candidates.headline_articles = 1 then 1.0::double
    end as match_score,
    candidates.url_articles = 0
    and candidates.headline_articles = 0
    and candidates.headline_key is not null as is_open
from candidates;

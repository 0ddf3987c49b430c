-- Points each link at the one other article with its address, or else with its headline; at none where several have it.
-- All links are resolved again, so that the order in which articles arrive changes nothing, and a target that has gone
-- or is no longer the only one is let go.
-- Titles that were taken from the first sentence are no headlines, and match nothing.
update links
set
    target_article_id = found.target_article_id,
    match_method = found.match_method,
    match_score = found.match_score
from (
    with

    urls as (
        select
            url_key(articles.url) as url_key,
            min(articles.article_id) as first_id,
            max(articles.article_id) as last_id,
            count(*) as articles
        from articles
        where articles.url is not null
        group by all
    ),

    headlines as (
        select
            headline_key(articles.title) as headline_key,
            min(articles.article_id) as first_id,
            max(articles.article_id) as last_id,
            count(*) as articles
        from articles
        where articles.title_source <> 'lede'
        group by all
    ),

    keyed_links as (
        select
            links.link_id,
            links.article_id,
            url_key(links.url) as url_key,
            headline_key(links.text) as headline_key
        from links
    ),

    -- an article's link to its own address or headline is no candidate
    candidates as (
        select
            keyed_links.link_id,
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
    ),

    matches as (
        select
            candidates.link_id,
            candidates.url_target,
            candidates.headline_target,
            case
                when candidates.url_articles = 1 then 'url'
                when candidates.url_articles = 0 and candidates.headline_articles = 1 then 'title'
            end as match_method
        from candidates
    )

    select
        matches.link_id,
        matches.match_method,
        case matches.match_method
            when 'url' then matches.url_target
            when 'title' then matches.headline_target
        end as target_article_id,
        if(matches.match_method is null, null, 1.0) as match_score
    from matches
) as found
where
    links.link_id = found.link_id
    and (
        links.target_article_id is distinct from found.target_article_id
        or links.match_method is distinct from found.match_method
    );

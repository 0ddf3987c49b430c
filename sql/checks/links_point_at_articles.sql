-- A link that was resolved points at an article that is here, and not at its own.
-- grain: a link that points at nothing
-- Reads the whole table, because an article may take the target of older links with it.
select
    links.link_id,
    links.article_id,
    links.target_article_id
from links
left join articles on links.target_article_id = articles.article_id
where
    links.target_article_id is not null
    and (
        articles.article_id is null
        or links.target_article_id = links.article_id
    );

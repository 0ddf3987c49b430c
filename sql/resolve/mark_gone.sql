-- Articles that resolution knows and that are gone, or have another version since, with what they were known by.
-- grain: an article
-- key: article_id
create or replace temp table gone_prints as
select
    article_prints.article_id,
    article_prints.family_id,
    article_prints.url_key,
    article_prints.headline_key
from article_prints
anti join articles
    on
        article_prints.article_id = articles.article_id
        and article_prints.load_id = articles.load_id;

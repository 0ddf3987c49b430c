-- Articles that resolution does not know in their present version.
-- grain: an article
-- key: article_id
-- headline_key: titles that were taken from the first sentence are no headlines, and match nothing
create or replace temp table new_prints as
select
    articles.article_id,
    articles.load_id,
    articles.article_id as family_id,
    url_key(articles.url) as url_key,
    if(articles.title_source <> 'lede', headline_key(articles.title), null) as headline_key
from articles
anti join article_prints
    on
        articles.article_id = article_prints.article_id
        and articles.load_id = article_prints.load_id;

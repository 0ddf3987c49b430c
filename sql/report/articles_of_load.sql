-- The articles of one load by source, with what a changed template loses: the query that a report on drift prints.
-- grain: an article
-- key: article_id
select
    articles.title,
    articles.title_source,
    articles.published_at,
    articles.word_count,
    articles.url,
    articles.article_id,
    outlet_of(articles.source, articles.url) as outlet
from articles
where articles.load_id = $load_id
order by
    outlet,
    articles.article_id;

-- The texts of some articles.
-- grain: an article
-- key: article_id
-- reads: wanted, a frame of article_id
select
    articles.article_id,
    articles.body
from articles
where articles.article_id in (select wanted.article_id from wanted)
order by articles.article_id;

-- Adds articles.family_id: the story family that the article is of, found by the load; older rows get it at the next.
-- grain: an article, its current version
-- key: article_id
alter table articles add column family_id varchar;

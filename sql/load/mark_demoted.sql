-- Marks as giving way the articles of older loads that repeat one with an earlier path, which this load brought: that
-- one stands for their text now.
insert into superseded (article_id, is_read, is_changed)
select
    standing.article_id,
    false as is_read,
    false as is_changed
from standing
semi join articles on standing.article_id = articles.article_id
anti join superseded on standing.article_id = superseded.article_id
where standing.article_id <> standing.original_id;

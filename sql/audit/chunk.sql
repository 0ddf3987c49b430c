-- The articles of one chunk.
-- grain: an article
select articles.article_id
from articles
where articles.rowid between $first_row and $last_row;

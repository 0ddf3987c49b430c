-- How many articles have no text kept, because they were loaded before texts were kept.
-- grain: one row
select count(*) as articles
from articles
anti join documents on articles.article_id = documents.article_id;

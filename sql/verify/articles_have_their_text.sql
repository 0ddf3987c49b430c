-- Each article's text as it was read is kept, so that it can be parsed again without its file.
-- grain: an article without its text
-- Articles of loads before texts were kept have none: those loads counted no rows of tables either.
select
    articles.article_id,
    articles.file_id,
    articles.load_id
from articles
semi join table_rows on articles.load_id = table_rows.load_id
anti join documents on articles.article_id = documents.article_id;

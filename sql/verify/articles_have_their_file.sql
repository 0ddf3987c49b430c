-- Each article was read from a file that the ledger knows: by it the next load tells whether it has changed.
-- grain: an article of no known file
select
    articles.article_id,
    articles.file_id,
    articles.load_id
from articles
anti join files on articles.file_id = files.file_id;

-- A record that repeats another names the article that stands for it: its text is there to be found.
-- grain: a duplicate without its article
-- Reads the whole table, because the article of an older duplicate may have gone.
select
    documents.article_id,
    documents.path,
    documents.record_no,
    documents.duplicate_of
from documents
anti join articles on documents.duplicate_of = articles.article_id
where documents.duplicate_of is not null;

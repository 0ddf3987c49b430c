-- Records that repeat an article, where they were read, and the article that stands for them.
-- grain: a record that repeats another
-- key: article_id
create or replace view duplicates as
select
    documents.article_id,
    documents.path,
    documents.record_no,
    documents.duplicate_of,
    articles.title,
    originals.path as original_path,
    originals.record_no as original_record_no
from documents
inner join articles on documents.duplicate_of = articles.article_id
left join documents as originals on documents.duplicate_of = originals.article_id
where documents.duplicate_of is not null;

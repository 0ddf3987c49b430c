-- The texts of one chunk, as they were read.
-- grain: an article
-- key: article_id
-- reads: chunk, the article_id of each
select
    documents.file_id,
    documents.path,
    documents.record_no,
    documents.text,
    documents.metadata
from documents
semi join chunk on documents.article_id = chunk.article_id
order by
    documents.path,
    documents.record_no;

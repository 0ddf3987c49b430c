-- Adds the records of one batch as they were read, but for those that stand there already.
-- reads: new_documents, in the schema of documents without what the load knows
insert into documents (
    article_id,
    file_id,
    path,
    record_no,
    text,
    metadata,
    content_hash,
    repeat_key,
    duplicate_of,
    load_id,
    loaded_at
)
select
    new_documents.article_id,
    new_documents.file_id,
    new_documents.path,
    new_documents.record_no,
    new_documents.text,
    new_documents.metadata,
    new_documents.content_hash,
    new_documents.repeat_key,
    null as duplicate_of,
    $this_load as load_id,
    $started_at as loaded_at
from new_documents
anti join documents
    on
        new_documents.article_id = documents.article_id
        and new_documents.content_hash = documents.content_hash;

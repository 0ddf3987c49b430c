-- Marks the records of one batch that are in the warehouse as they are, but for those that are parsed in any case.
-- reads: new_documents
insert into read_unchanged (article_id, file_id)
with

known as (
    select
        documents.article_id,
        documents.content_hash
    from documents
    where documents.load_id <> $this_load
    union all
    select
        articles.article_id,
        articles.content_hash
    from articles
    where articles.load_id <> $this_load
)

select
    new_documents.article_id,
    new_documents.file_id
from new_documents
semi join known
    on
        new_documents.article_id = known.article_id
        and new_documents.content_hash = known.content_hash
where not list_contains($in_any_case::varchar[], new_documents.article_id);

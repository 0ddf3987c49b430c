-- The duplicates that take the place of the record that stood for them, with their text as it was read.
-- grain: a record
-- key: article_id
-- Where the record that stood for a text was held, all of its duplicates are parsed, to be held for themselves.
with

live as (
    select articles.article_id
    from articles
    semi join standing on articles.article_id = standing.article_id
    where
        articles.load_id = $this_load
        or articles.article_id not in (select superseded.article_id from superseded)
),

successors as (
    select
        standing.article_id,
        standing.load_id
    from standing
    anti join live on standing.article_id = live.article_id
    where
        standing.article_id = standing.original_id
        or standing.repeat_key in (select held_keys.repeat_key from held_keys)
)

select
    documents.article_id,
    documents.file_id,
    documents.path,
    documents.record_no,
    documents.text,
    documents.metadata,
    documents.load_id = $this_load as is_of_this_load
from documents
semi join successors
    on
        documents.article_id = successors.article_id
        and documents.load_id = successors.load_id
order by
    documents.path,
    documents.record_no;

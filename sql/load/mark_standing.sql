-- Marks, of the records whose text this load met, read or lost, which one stands for its text.
-- grain: a record
-- key: article_id
-- original_id: the first by path and number of the records with this text; its own where it stands for it
create or replace temp table standing as
with

touched as (
    select documents.repeat_key
    from documents
    where documents.load_id = $this_load
    union
    select documents.repeat_key
    from documents
    where
        documents.load_id <> $this_load
        and documents.article_id in (
            select superseded.article_id
            from superseded
            where superseded.is_read
        )
),

held as (
    select quarantine.article_id
    from quarantine
    where
        quarantine.load_id = $this_load
        and quarantine.article_id is not null
        and quarantine.article_id not in (
            select articles.article_id
            from articles
            where articles.load_id = $this_load
        )
        and quarantine.article_id in (select promoted.article_id from promoted)
),

alike as (
    select
        documents.article_id,
        documents.file_id,
        documents.path,
        documents.record_no,
        documents.repeat_key,
        documents.load_id
    from documents
    semi join touched on documents.repeat_key = touched.repeat_key
)

select
    alike.article_id,
    alike.file_id,
    alike.repeat_key,
    alike.load_id,
    first_value(alike.article_id) over (
        partition by alike.repeat_key
        order by alike.path, alike.record_no
    ) as original_id
from alike
where
    (
        alike.load_id = $this_load
        or alike.article_id not in (
            select superseded.article_id
            from superseded
            where superseded.is_read
        )
    )
    and alike.article_id not in (select held.article_id from held);

-- Every record of a file that was read is an article, unchanged, a duplicate or held: none is lost silently.
-- grain: a file whose records do not add up
with

taken_in as (
    select
        files.file_id,
        files.path,
        files.records
    from files
    where
        files.load_id = $this_load
        and files.status in ('loaded', 'duplicate')
        and files.records is not null
),

written as (
    select
        articles.file_id,
        articles.article_id
    from articles
    where articles.load_id = $this_load
),

accounted_for as (
    select
        written.file_id,
        written.article_id
    from written
    union
    select
        quarantine.file_id,
        quarantine.article_id
    from quarantine
    where quarantine.load_id = $this_load
    union
    select
        read_unchanged.file_id,
        read_unchanged.article_id
    from read_unchanged
    union
    select
        documents.file_id,
        documents.article_id
    from documents
    where
        documents.load_id = $this_load
        and documents.duplicate_of is not null
),

counted as (
    select
        accounted_for.file_id,
        count(accounted_for.article_id) as records
    from accounted_for
    group by accounted_for.file_id
)

select
    taken_in.file_id,
    taken_in.path,
    taken_in.records as records_read,
    coalesce(counted.records, 0) as records_accounted_for
from taken_in
left join counted on taken_in.file_id = counted.file_id
where taken_in.records <> coalesce(counted.records, 0);

-- Every record of a file that was loaded became an article or a row of the quarantine: none is lost silently.
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
        and files.status = 'loaded'
        and files.records is not null
),

written as (
    select
        articles.file_id,
        articles.article_id
    from articles
    where articles.load_id = $this_load
),

written_or_held as (
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
),

counted as (
    select
        written_or_held.file_id,
        count(written_or_held.article_id) as records
    from written_or_held
    group by written_or_held.file_id
)

select
    taken_in.file_id,
    taken_in.path,
    taken_in.records as records_read,
    coalesce(counted.records, 0) as records_written_or_held
from taken_in
left join counted on taken_in.file_id = counted.file_id
where taken_in.records <> coalesce(counted.records, 0);

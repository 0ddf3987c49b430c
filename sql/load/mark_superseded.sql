-- Marks the records whose rows of older loads must go: those read or parsed anew, and those that their file no longer
-- holds.
-- grain: a record
-- key: article_id
-- is_read: whether this load read it, or read the file that holds it no longer (else its old text was parsed again)
-- is_changed: whether its content is another now, or gone: then its old rows move to the schema history
-- A record that this load held in quarantine keeps the rows it had; so do all records of a file with trouble that
-- names no record, because one of them may be the one that was not read.
create or replace temp table superseded as
with

read_anew as (
    select
        documents.article_id,
        documents.content_hash
    from documents
    where documents.load_id = $this_load
),

parsed_anew as (
    select
        articles.article_id,
        articles.content_hash
    from articles
    where articles.load_id = $this_load
),

taken_in as (
    select files.file_id
    from files
    where
        files.load_id = $this_load
        and files.status in ('loaded', 'duplicate')
        and files.file_id not in (
            select quarantine.file_id
            from quarantine
            where
                quarantine.load_id = $this_load
                and quarantine.article_id is null
        )
),

held as (
    select quarantine.article_id
    from quarantine
    where
        quarantine.load_id = $this_load
        and quarantine.article_id is not null
),

older as (
    select
        articles.article_id,
        articles.file_id,
        articles.content_hash
    from articles
    where articles.load_id <> $this_load
    union all
    select
        documents.article_id,
        documents.file_id,
        null as content_hash
    from documents
    where documents.load_id <> $this_load
),

giving_way as (
    select
        older.article_id,
        max(older.content_hash) as content_hash
    from older
    where
        older.article_id in (select read_anew.article_id from read_anew)
        or older.article_id in (select parsed_anew.article_id from parsed_anew)
        or (
            older.file_id in (select taken_in.file_id from taken_in)
            and older.article_id not in (select held.article_id from held)
        )
    group by older.article_id
)

select
    giving_way.article_id,
    (parsed_anew.article_id is null or read_anew.article_id is not null) as is_read,
    coalesce(giving_way.content_hash <> coalesce(read_anew.content_hash, parsed_anew.content_hash, ''), false)
        as is_changed
from giving_way
left join read_anew on giving_way.article_id = read_anew.article_id
left join parsed_anew on giving_way.article_id = parsed_anew.article_id
anti join read_unchanged on giving_way.article_id = read_unchanged.article_id;

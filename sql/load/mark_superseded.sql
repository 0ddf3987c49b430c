-- Marks the articles whose rows of older loads must go: those read anew, and those that their file no longer holds.
-- grain: an article
-- key: article_id
-- An article that this load held in quarantine keeps the rows it had; so do all articles of a file with trouble that
-- names no record, because one of them may be the one that was not read.
create or replace temp table superseded as
with

older as (
    select
        articles.article_id,
        articles.file_id
    from articles
    where articles.load_id <> $this_load
),

read_anew as (
    select articles.article_id
    from articles
    where articles.load_id = $this_load
),

taken_in as (
    select files.file_id
    from files
    where
        files.load_id = $this_load
        and files.status in ('loaded', 'duplicate')
),

held as (
    select quarantine.article_id
    from quarantine
    where
        quarantine.load_id = $this_load
        and quarantine.article_id is not null
),

partly_read as (
    select quarantine.file_id
    from quarantine
    where
        quarantine.load_id = $this_load
        and quarantine.article_id is null
)

select older.article_id
from older
where
    older.article_id in (select read_anew.article_id from read_anew)
    or (
        older.file_id in (select taken_in.file_id from taken_in)
        and older.article_id not in (select held.article_id from held)
        and older.file_id not in (select partly_read.file_id from partly_read)
    );

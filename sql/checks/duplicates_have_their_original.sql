-- A duplicate names another file that the ledger knows, and that is no duplicate itself: its text is there to be found.
-- grain: a duplicate without its original
with

duplicates as (
    select
        files.file_id,
        files.path,
        files.duplicate_of
    from files
    where
        ($this_load is null or files.load_id = $this_load)
        and files.status = 'duplicate'
)

select
    duplicates.file_id,
    duplicates.path,
    duplicates.duplicate_of
from duplicates
left join files on duplicates.duplicate_of = files.file_id
where
    files.file_id is null
    or files.status = 'duplicate';

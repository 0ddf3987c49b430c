-- The files of this load that repeat others.
-- grain: a file
-- key: file_id
select
    files.file_id,
    files.duplicate_of
from files
where
    files.load_id = $this_load
    and files.status = 'duplicate';

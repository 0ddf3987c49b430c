-- Every file that loads have taken in, as the last of them found it.
-- grain: a file
-- key: file_id
select
    files.file_id,
    files.path,
    files.sha256,
    files.status,
    files.duplicate_of,
    files.bytes,
    files.modified_at,
    files.loaded_at
from files
order by files.path;

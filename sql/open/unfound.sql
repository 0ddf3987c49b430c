-- The files of the ledger that lie in folders which were searched, and were not found there.
-- grain: a file
-- key: file_id
-- reads: found_files (their file_id), searched (the folders, as prefix of paths)
select
    files.file_id,
    files.path
from files
semi join searched on starts_with(files.path, searched.prefix)
anti join found_files on files.file_id = found_files.file_id
where files.missing_since is null
order by files.path;

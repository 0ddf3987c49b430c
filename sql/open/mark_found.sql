-- Unmarks the files that were gone and are there again.
-- reads: found_files (their file_id)
update files
set missing_since = null
where
    files.missing_since is not null
    and files.file_id in (select found_files.file_id from found_files);

-- Marks the files that were not found where a load looked for them: since when they are gone. Their articles stay.
-- reads: found_files (their file_id), searched (the folders and files that the load looked in, as prefix)
update files
set missing_since = $started_at
where
    files.missing_since is null
    and files.file_id not in (select found_files.file_id from found_files)
    and exists (
        select 1
        from searched
        where starts_with(files.path, searched.prefix)
    );

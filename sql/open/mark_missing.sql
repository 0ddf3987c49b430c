-- Marks files that are gone: since when. Their articles stay.
-- reads: gone_files (their file_id)
update files
set missing_since = $started_at
where files.file_id in (select gone_files.file_id from gone_files);

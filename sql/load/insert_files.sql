-- Adds files to the ledger beside what it held of them, which the end of the load removes.
-- reads: new_files, in the schema of files without what the load knows
insert into files (
    file_id,
    path,
    sha256,
    bytes,
    modified_at,
    status,
    duplicate_of,
    encoding,
    records,
    load_id,
    loaded_at,
    first_seen_at,
    missing_since,
    encoding_method
)
with

older as (
    select
        files.file_id,
        files.first_seen_at
    from files
    where files.load_id <> $this_load
)

select
    new_files.file_id,
    new_files.path,
    new_files.sha256,
    new_files.bytes,
    new_files.modified_at,
    new_files.status,
    null as duplicate_of,
    new_files.encoding,
    new_files.records,
    $this_load as load_id,
    $started_at as loaded_at,
    coalesce(older.first_seen_at, $started_at) as first_seen_at,
    null as missing_since,
    new_files.encoding_method
from new_files
left join older on new_files.file_id = older.file_id;

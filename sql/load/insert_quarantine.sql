-- Adds what was held; trouble met before keeps the time when it was first seen.
-- reads: new_quarantine, in the schema of quarantine without what the load knows
insert into quarantine (
    quarantine_id,
    stage,
    code,
    message,
    path,
    file_id,
    record_no,
    article_id,
    table_name,
    row,
    load_id,
    first_seen_at,
    resolved_at,
    sha256,
    last_seen_at,
    kept_id
)
with

older as (
    select
        quarantine.quarantine_id,
        quarantine.first_seen_at
    from quarantine
    where quarantine.load_id <> $this_load
)

select
    new_quarantine.quarantine_id,
    new_quarantine.stage,
    new_quarantine.code,
    new_quarantine.message,
    new_quarantine.path,
    new_quarantine.file_id,
    new_quarantine.record_no,
    new_quarantine.article_id,
    new_quarantine.table_name,
    new_quarantine.row,
    $this_load as load_id,
    coalesce(older.first_seen_at, $started_at) as first_seen_at,
    null as resolved_at,
    new_quarantine.sha256,
    $started_at as last_seen_at,
    new_quarantine.kept_id
from new_quarantine
left join older on new_quarantine.quarantine_id = older.quarantine_id;

-- What is held, newest trouble last; each parameter that is null restricts nothing.
-- grain: a row of the quarantine
-- key: quarantine_id
select
    quarantine.quarantine_id,
    quarantine.stage,
    quarantine.code,
    quarantine.path,
    quarantine.record_no,
    quarantine.table_name,
    quarantine.message,
    quarantine.first_seen_at,
    quarantine.last_seen_at,
    quarantine.resolved_at,
    quarantine.file_id,
    quarantine.article_id,
    quarantine.sha256,
    quarantine.kept_id
from quarantine
where
    ($code is null or quarantine.code = $code)
    and ($stage is null or quarantine.stage = $stage)
    and (
        $path is null
        or quarantine.path glob $path
        or parse_filename(quarantine.path) glob $path
        or starts_with(quarantine.path, $path || '/')
    )
    and ($since is null or coalesce(quarantine.last_seen_at, quarantine.first_seen_at) >= $since)
    and ($run is null or quarantine.load_id = $run)
    and ($begins is null or starts_with(quarantine.quarantine_id, $begins))
    and ($closed or quarantine.resolved_at is null)
order by
    quarantine.first_seen_at,
    quarantine.path,
    quarantine.record_no,
    quarantine.quarantine_id;

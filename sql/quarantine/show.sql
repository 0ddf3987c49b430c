-- Everything that is known of one row of the quarantine, and how many bytes are kept of it.
-- grain: a row of the quarantine
-- key: quarantine_id
with

meant as (
    select quarantine.*
    from quarantine
    where starts_with(quarantine.quarantine_id, $begins)
)

select
    meant.quarantine_id,
    meant.stage,
    meant.code,
    meant.message,
    meant.path,
    meant.record_no,
    meant.file_id,
    meant.article_id,
    meant.table_name,
    meant.sha256,
    meant.row,
    meant.load_id,
    meant.first_seen_at,
    meant.last_seen_at,
    meant.resolved_at,
    meant.replayed_in,
    kept.kind as kept_as,
    octet_length(kept.data) as kept_bytes
from meant
left join kept on meant.kept_id = kept.kept_id
order by meant.quarantine_id;

-- The bytes that were kept of what is to be tried again.
-- reads: replayed, the quarantine_id of each
-- grain: the bytes of something that was held back
-- key: kept_id
select
    kept.kept_id,
    kept.kind,
    kept.name,
    kept.content_type,
    kept.metadata,
    kept.data
from kept
where
    kept.kept_id in (
        select quarantine.kept_id
        from quarantine
        inner join replayed on quarantine.quarantine_id = replayed.quarantine_id
    );

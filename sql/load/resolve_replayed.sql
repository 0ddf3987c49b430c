-- Closes what was tried again where this load met no more trouble with the same record, and read it anew.
-- reads: replayed, the quarantine_id of each
update quarantine
set resolved_at = $started_at
where
    quarantine.load_id <> $this_load
    and quarantine.resolved_at is null
    and quarantine.quarantine_id in (select replayed.quarantine_id from replayed)
    and (
        quarantine.article_id is null
        or quarantine.article_id not in (select read_unchanged.article_id from read_unchanged)
    )
    and not exists (
        select 1
        from quarantine as newer
        where
            newer.load_id = $this_load
            and newer.file_id = quarantine.file_id
            and newer.record_no is not distinct from quarantine.record_no
    );

-- Trouble of older loads with a file that this load took in without it is over, but for trouble with records of the
-- file that are as they were: these were not checked again.
update quarantine
set resolved_at = $started_at
where
    quarantine.load_id <> $this_load
    and quarantine.resolved_at is null
    and quarantine.file_id in (
        select files.file_id
        from files
        where files.load_id = $this_load
    )
    and (
        quarantine.article_id is null
        or quarantine.article_id not in (select read_unchanged.article_id from read_unchanged)
    );

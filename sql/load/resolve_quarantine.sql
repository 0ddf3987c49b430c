-- Trouble of older loads with a file that this load took in without it is over.
update quarantine
set resolved_at = $started_at
where
    quarantine.load_id <> $this_load
    and quarantine.resolved_at is null
    and quarantine.file_id in (
        select files.file_id
        from files
        where files.load_id = $this_load
    );

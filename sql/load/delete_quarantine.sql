-- Removes what older loads wrote of the trouble that this load met again.
delete from quarantine
where
    quarantine.load_id <> $this_load
    and quarantine.quarantine_id in (
        select newer.quarantine_id
        from quarantine as newer
        where newer.load_id = $this_load
    );

-- Removes the bytes of what is no longer held.
delete from kept
where
    kept.kept_id not in (
        select quarantine.kept_id
        from quarantine
        where
            quarantine.kept_id is not null
            and quarantine.resolved_at is null
    );

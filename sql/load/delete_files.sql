-- Removes what older loads wrote of the files that this load took in.
delete from files
where
    files.load_id <> $this_load
    and files.file_id in (
        select newer.file_id
        from files as newer
        where newer.load_id = $this_load
    );

-- A file has one row in the ledger: by that row the next load knows whether it has changed.
-- grain: a file that stands more than once
with

taken_in as (
    select files.file_id
    from files
    where ($this_load is null or files.load_id = $this_load)
)

select
    files.file_id,
    count(*) as row_count
from files
where files.file_id in (select taken_in.file_id from taken_in)
group by files.file_id
having count(*) > 1;

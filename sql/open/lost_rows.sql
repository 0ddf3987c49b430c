-- The tables that do not have as many rows as were counted at the end of the last load.
-- grain: a table
-- key: table_name
-- The last load is the last written, not that of the latest time: a clock may be set back.
with

last_written as (
    select table_rows.load_id
    from table_rows
    order by table_rows.rowid desc
    limit 1
),

counted as (
    select
        table_rows.table_name,
        table_rows.row_count
    from table_rows
    semi join last_written on table_rows.load_id = last_written.load_id
)

select
    counted.table_name,
    counted.row_count as counted_rows,
    sizes.row_count as found_rows
from counted
inner join table_sizes() as sizes on counted.table_name = sizes.table_name
where counted.row_count <> sizes.row_count
order by counted.table_name;

-- Counts the rows of each table at the end of this load: by these a file that has lost rows is found out at open.
insert into table_rows (load_id, table_name, row_count)
select
    $this_load as load_id,
    counted.table_name,
    counted.row_count
from table_sizes() as counted;

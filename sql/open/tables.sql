-- The tables of this file: tells an empty one, ours and a stranger's apart.
-- grain: a table
-- key: table_name
select catalogue.table_name
from duckdb_tables() as catalogue
where
    catalogue.database_name = current_database()
    and not catalogue.temporary
order by catalogue.table_name;

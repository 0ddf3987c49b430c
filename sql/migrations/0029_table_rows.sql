-- Creates table_rows.
-- grain: a table at the end of a load
-- key: load_id, table_name
-- columns: as declared in flows/warehouse/ledger.py; docs/data-dictionary.md says what each holds
create table table_rows (
    load_id varchar not null,
    table_name varchar not null,
    row_count bigint not null
);

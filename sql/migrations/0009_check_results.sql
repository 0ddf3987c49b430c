-- Creates check_results.
-- grain: what one check found in one load
-- key: load_id, table_name, expectation, column_name
-- columns: as declared in flows/warehouse/ledger.py; docs/data-dictionary.md says what each holds
create table check_results (
    load_id varchar not null,
    table_name varchar not null,
    expectation varchar not null,
    column_name varchar,
    severity varchar not null,
    why varchar not null,
    checked bigint,
    failed bigint,
    success boolean not null,
    could_not_run boolean not null,
    observed varchar,
    allowed varchar,
    checked_at timestamptz not null
);

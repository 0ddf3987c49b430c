-- Creates migrations.
-- grain: a change of the tables that was made to this file
-- key: number
-- columns: as declared in flows/warehouse/ledger.py; docs/data-dictionary.md says what each holds
create table migrations (
    number integer not null,
    name varchar not null,
    sha256 varchar not null,
    applied_at timestamptz not null
);

-- Creates quarantine.
-- grain: something that was held back, and why
-- key: quarantine_id
-- columns: as declared in flows/warehouse/ledger.py; docs/data-dictionary.md says what each holds
create table quarantine (
    quarantine_id varchar not null,
    stage varchar not null,
    code varchar not null,
    message varchar not null,
    path varchar not null,
    file_id varchar not null,
    record_no integer,
    article_id varchar,
    table_name varchar,
    row varchar,
    load_id varchar not null,
    first_seen_at timestamptz not null,
    resolved_at timestamptz
);

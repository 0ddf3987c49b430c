-- Creates kept.
-- grain: the bytes of something that was held back, as they were read
-- key: kept_id
-- columns: as declared in flows/warehouse/ledger.py; docs/data-dictionary.md says what each holds
create table kept (
    kept_id varchar not null,
    kind varchar not null,
    name varchar not null,
    content_type varchar,
    metadata varchar,
    data blob not null,
    load_id varchar not null,
    loaded_at timestamptz not null
);

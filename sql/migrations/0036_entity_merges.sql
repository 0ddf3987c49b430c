-- Creates entity_merges: which names were taken for one entity, and why; or never may be.
-- grain: a pair of names, or a name that was rejected
-- key: name_id, into_id
-- columns: as declared in flows/warehouse/identity_tables.py; docs/data-dictionary.md says what each holds
create table entity_merges (
    name_id varchar not null,
    name varchar not null,
    entity_type varchar not null,
    into_id varchar not null,
    into_name varchar not null,
    reason varchar not null,
    score double not null,
    evidence varchar,
    block varchar not null,
    status varchar not null,
    load_id varchar not null,
    merged_at timestamptz not null
);

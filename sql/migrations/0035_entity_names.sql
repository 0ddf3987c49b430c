-- Creates entity_names: every name that is mentioned, and the entity that it stands for in all articles.
-- grain: a name of one type
-- key: entity_type, name
-- columns: as declared in flows/warehouse/identity_tables.py; docs/data-dictionary.md says what each holds
create table entity_names (
    entity_type varchar not null,
    name varchar not null,
    name_id varchar not null,
    entity_id varchar not null,
    block varchar,
    outside_id varchar
);

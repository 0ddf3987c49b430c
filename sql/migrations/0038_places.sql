-- Creates places: where a place lies, as far as its name alone tells.
-- grain: a name of a place
-- key: entity_id
-- columns: as declared in flows/warehouse/identity_tables.py; docs/data-dictionary.md says what each holds
create table places (
    entity_id varchar not null,
    name varchar not null,
    country_code varchar,
    country varchar,
    latitude double,
    longitude double,
    geonames_id bigint,
    method varchar not null
);

-- Creates article_places: where a place lies in one article, which says more than its name alone.
-- grain: a name of a place in an article
-- key: article_id, entity_id
-- columns: as declared in flows/warehouse/identity_tables.py; docs/data-dictionary.md says what each holds
create table article_places (
    article_id varchar not null,
    entity_id varchar not null,
    name varchar not null,
    country_code varchar,
    country varchar,
    latitude double,
    longitude double,
    geonames_id bigint,
    method varchar not null
);

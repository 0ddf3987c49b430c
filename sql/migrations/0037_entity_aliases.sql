-- Creates entity_aliases: the short forms that an article prints beside the full name they stand for.
-- grain: a short form in an article
-- key: article_id, entity_type, alias, name
-- columns: as declared in flows/warehouse/identity_tables.py; docs/data-dictionary.md says what each holds
create table entity_aliases (
    article_id varchar not null,
    entity_type varchar not null,
    alias varchar not null,
    name varchar not null
);

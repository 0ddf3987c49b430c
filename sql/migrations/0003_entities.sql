-- Creates entities.
-- grain: a mention of a person, organisation, place, …
-- key: mention_id
-- columns: as declared in flows/model.py; docs/data-dictionary.md says what each holds
-- No keys: see 0002_articles.
create table entities (
    mention_id varchar not null,
    article_id varchar not null,
    mention_no integer not null,
    field varchar not null,
    start_char integer not null,
    end_char integer not null,
    text varchar not null,
    entity_type varchar not null,
    name varchar not null,
    entity_id varchar not null,
    role varchar,
    method varchar not null,
    load_id varchar not null,
    loaded_at timestamptz not null
);

-- Creates documents.
-- grain: a record as it was read, whether it became an article or repeats one
-- key: article_id
-- columns: as declared in flows/warehouse/ledger.py; docs/data-dictionary.md says what each holds
-- No keys: see 0002_articles.
create table documents (
    article_id varchar not null,
    file_id varchar not null,
    path varchar not null,
    record_no integer not null,
    text varchar not null,
    metadata varchar,
    content_hash varchar not null,
    repeat_key varchar not null,
    duplicate_of varchar,
    load_id varchar not null,
    loaded_at timestamptz not null
);

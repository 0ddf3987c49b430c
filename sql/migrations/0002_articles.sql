-- Creates articles.
-- grain: an article, its current version
-- key: article_id
-- columns: as declared in flows/model.py; docs/data-dictionary.md says what each holds
-- No keys: delete-and-insert is 25 times as slow with one; sql/checks hold uniqueness and orphans before each commit.
create table articles (
    article_id varchar not null,
    version integer not null,
    file_id varchar not null,
    record_no integer not null,
    title varchar,
    title_source varchar,
    body varchar not null,
    blocks struct(kind varchar, start_char integer, end_char integer)[] not null,
    source varchar,
    section varchar,
    authors varchar[] not null,
    dateline varchar,
    dateline_place varchar,
    dateline_agency varchar,
    dateline_date varchar,
    published_at timestamptz,
    language varchar,
    url varchar,
    word_count integer not null,
    content_hash varchar not null,
    parser_version varchar not null,
    load_id varchar not null,
    loaded_at timestamptz not null
);

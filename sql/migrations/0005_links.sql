-- Creates links.
-- grain: a link from an article
-- key: link_id
-- columns: as declared in flows/model.py; docs/data-dictionary.md says what each holds
-- No keys: see 0002_articles.
create table links (
    link_id varchar not null,
    article_id varchar not null,
    link_no integer not null,
    kind varchar not null,
    text varchar not null,
    url varchar,
    target_article_id varchar,
    match_method varchar,
    match_score double,
    load_id varchar not null,
    loaded_at timestamptz not null
);

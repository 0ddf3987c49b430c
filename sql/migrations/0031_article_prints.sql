-- Creates article_prints: the articles that families and links were resolved with; by it a load knows what is new.
-- grain: an article
-- key: article_id
-- columns: as declared in flows/warehouse/ledger.py; docs/data-dictionary.md says what each holds
create table article_prints (
    article_id varchar not null,
    load_id varchar not null,
    family_id varchar not null,
    url_key varchar,
    headline_key varchar
);

-- Creates link_keys: the keys by which links look for their articles, so that articles that arrive find them.
-- grain: a link
-- key: link_id
-- columns: as declared in flows/warehouse/ledger.py; docs/data-dictionary.md says what each holds
create table link_keys (
    link_id varchar not null,
    article_id varchar not null,
    url_key varchar,
    headline_key varchar
);

-- Creates article_bands: by a band in common, copies of a story find each other.
-- grain: an article and one of the 64 bands of its text
-- key: article_id, band
-- columns: as declared in flows/warehouse/ledger.py; docs/data-dictionary.md says what each holds
create table article_bands (
    band uinteger not null,
    article_id varchar not null
);

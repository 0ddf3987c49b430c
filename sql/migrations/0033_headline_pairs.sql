-- Creates headline_pairs: by words in common that follow each other, a printed headline finds its article.
-- grain: two words that follow each other in the headline of an article, or in a link
-- key: article_id, link_id, pair
-- columns: as declared in flows/warehouse/ledger.py; docs/data-dictionary.md says what each holds
create table headline_pairs (
    pair varchar not null,
    article_id varchar not null,
    link_id varchar
);

-- What became of the records that this load read.
-- grain: one row
with

promoted_articles as (
    select promoted.article_id
    from promoted
),

written as (
    select articles.article_id
    from articles
    where
        articles.load_id = $this_load
        and articles.article_id not in (select promoted_articles.article_id from promoted_articles)
),

repeated as (
    select documents.article_id
    from documents
    where
        documents.load_id = $this_load
        and documents.duplicate_of is not null
),

held as (
    select distinct quarantine.article_id
    from quarantine
    where
        quarantine.load_id = $this_load
        and quarantine.article_id is not null
        and quarantine.article_id not in (select written.article_id from written)
        and quarantine.article_id not in (select promoted_articles.article_id from promoted_articles)
        and quarantine.article_id not in (select read_unchanged.article_id from read_unchanged)
)

select
    (select count(*) from written) as loaded,
    (select count(*) from read_unchanged) as unchanged,
    (select count(*) from repeated) as duplicate,
    (select count(*) from held) as held;

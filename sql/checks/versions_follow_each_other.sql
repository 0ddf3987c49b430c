-- The version that gives way in a load is one less than the one that comes: no version is skipped, and none is lost.
-- grain: an article whose versions do not follow each other
with

gone as (
    select
        history.articles.article_id,
        history.articles.version
    from history.articles
    where history.articles.superseded_by = $this_load
)

select
    articles.article_id,
    articles.version,
    gone.version as version_before
from articles
inner join gone on articles.article_id = gone.article_id
where
    articles.load_id = $this_load
    and articles.version <> gone.version + 1;

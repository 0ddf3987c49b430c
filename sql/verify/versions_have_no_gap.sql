-- The versions of an article follow each other without a gap, each once, the current one last.
-- grain: an article whose versions do not
-- They may begin later than 1: versions that gave way before there was a history are not kept.
with

versions as (
    select
        articles.article_id,
        articles.version,
        true as is_current
    from articles
    union all
    select
        history.articles.article_id,
        history.articles.version,
        false as is_current
    from history.articles
)

select
    versions.article_id,
    list(versions.version order by versions.version) as found_versions
from versions
group by versions.article_id
having
    count(*) <> count(distinct versions.version)
    or count(*) <> max(versions.version) - min(versions.version) + 1
    or max(versions.version) > max(versions.version) filter (where versions.is_current);

-- Every version of every article, the current one and those that gave way: corrections and stealth edits.
-- grain: a version of an article
-- key: article_id, version
-- is_current: whether it stands in main.articles; an article whose record has gone has no current version
create or replace view article_versions as
with

versions as (
    select
        articles.article_id,
        articles.version,
        true as is_current,
        articles.file_id,
        articles.title,
        articles.body,
        articles.source,
        articles.url,
        articles.word_count,
        articles.content_hash,
        articles.parser_version,
        articles.load_id,
        articles.loaded_at,
        null as superseded_at,
        null as superseded_by
    from main.articles
    union all
    select
        gone.article_id,
        gone.version,
        false as is_current,
        gone.file_id,
        gone.title,
        gone.body,
        gone.source,
        gone.url,
        gone.word_count,
        gone.content_hash,
        gone.parser_version,
        gone.load_id,
        gone.loaded_at,
        gone.superseded_at,
        gone.superseded_by
    from history.articles as gone
)

select
    versions.article_id,
    versions.version,
    versions.is_current,
    files.path,
    versions.title,
    versions.body,
    versions.source,
    versions.url,
    versions.word_count,
    versions.content_hash,
    versions.parser_version,
    versions.load_id,
    versions.loaded_at,
    versions.superseded_at,
    versions.superseded_by
from versions
left join main.files on versions.file_id = files.file_id;

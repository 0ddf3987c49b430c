-- Names that were added to an article, cut from it or spelt differently from one version to the next.
-- grain: somebody or something that is not named the same in both versions
-- key: article_id, version, entity_id
-- version: the newer of the two
create or replace view name_changes as
with

versions as (
    select
        article_versions.article_id,
        article_versions.version,
        article_versions.load_id
    from article_versions
),

mentions as (
    select
        entities.article_id,
        entities.load_id,
        entities.entity_id,
        entities.entity_type,
        entities.name
    from main.entities
    union all
    select
        gone.article_id,
        gone.load_id,
        gone.entity_id,
        gone.entity_type,
        gone.name
    from history.entities as gone
),

names as (
    select
        versions.article_id,
        versions.version,
        mentions.entity_id,
        any_value(mentions.entity_type) as entity_type,
        min(mentions.name) as name,  -- noqa: RF04
        count(*) as mentions
    from versions
    inner join mentions
        on
            versions.article_id = mentions.article_id
            and versions.load_id = mentions.load_id
    group by
        versions.article_id,
        versions.version,
        mentions.entity_id
),

newer as (
    select
        names.article_id,
        names.version,
        names.entity_id,
        names.entity_type,
        names.name,
        names.mentions
    from names
    semi join versions
        on
            names.article_id = versions.article_id
            and names.version = versions.version + 1
),

older as (
    select
        names.article_id,
        names.entity_id,
        names.entity_type,
        names.name,
        names.mentions,
        names.version + 1 as version  -- noqa: RF04
    from names
    semi join versions
        on
            names.article_id = versions.article_id
            and names.version = versions.version - 1
)

select
    older.name as name_before,
    newer.name as name_after,
    coalesce(newer.article_id, older.article_id) as article_id,
    coalesce(newer.version, older.version) as version,  -- noqa: RF04
    coalesce(newer.entity_id, older.entity_id) as entity_id,
    coalesce(newer.entity_type, older.entity_type) as entity_type,
    case
        when older.entity_id is null then 'added'
        when newer.entity_id is null then 'cut'
        else 'respelt'
    end as change,  -- noqa: RF04
    coalesce(older.mentions, 0) as mentions_before,
    coalesce(newer.mentions, 0) as mentions_after
from newer
full join older
    on
        newer.article_id = older.article_id
        and newer.version = older.version
        and newer.entity_id = older.entity_id
where newer.name is distinct from older.name;

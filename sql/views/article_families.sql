-- Which story each article prints, and whether it was the first to: count where came_first to count once a family.
-- grain: an article
-- key: article_id
-- appeared_at: when it was published, or else its dateline's day, or else when a load first saw its file
-- place_in_family: 1 for the member that appeared first; of two at one time the one of the lesser article_id
create or replace view article_families as
with

dated as (
    select
        articles.article_id,
        articles.family_id,
        articles.title,
        articles.source,
        coalesce(
            articles.published_at,
            try_cast(articles.dateline_date as timestamptz),
            files.first_seen_at
        ) as appeared_at
    from articles
    left join files on articles.file_id = files.file_id
),

placed as (
    select
        dated.article_id,
        dated.family_id,
        dated.title,
        dated.source,
        dated.appeared_at,
        row_number() over (
            partition by dated.family_id
            order by dated.appeared_at asc nulls last, dated.article_id asc
        ) as place_in_family,
        count(*) over (partition by dated.family_id) as members
    from dated
)

select
    placed.article_id,
    placed.family_id,
    placed.title,
    placed.source,
    placed.appeared_at,
    placed.place_in_family,
    placed.members,
    placed.place_in_family = 1 as came_first
from placed;

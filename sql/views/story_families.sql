-- Stories, however often they were printed: which article came first, how many copies there are, and who ran them.
-- grain: a story family
-- key: family_id
create or replace view story_families as
select
    article_families.family_id,
    count(*) as articles,
    any_value(article_families.article_id) filter (where article_families.came_first) as first_article_id,
    any_value(article_families.title) filter (where article_families.came_first) as first_title,
    any_value(article_families.source) filter (where article_families.came_first) as first_source,
    min(article_families.appeared_at) as first_appeared_at,
    max(article_families.appeared_at) as last_appeared_at,
    list_sort(list_distinct(list(article_families.source))) as sources
from article_families
group by article_families.family_id;

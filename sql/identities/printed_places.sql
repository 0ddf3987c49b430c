-- The places that this load's articles print with something behind a comma, such as Paris, Texas.
-- grain: a place, and what follows it, in an article
-- key: article_id, entity_id, behind
with

followed as (
    select
        entities.article_id,
        entities.entity_id,
        entities.name,
        substr(if(entities.field = 'title', articles.title, articles.body), entities.end_char + 1, 40) as behind
    from entities
    inner join articles on entities.article_id = articles.article_id
    where
        entities.load_id = $this_load
        and articles.load_id = $this_load
        and entities.entity_type = 'PLACE'
)

select distinct
    followed.article_id,
    followed.entity_id,
    followed.name,
    followed.behind
from followed
where regexp_matches(followed.behind, '^, [A-Z]')
order by all;

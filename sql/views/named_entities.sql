-- Who and what is named, how often, and in how many articles.
-- grain: an entity
-- key: entity_id
-- families, mentions_once: once a story family, and the mentions of the members that came first
create or replace view named_entities as
select
    entities.entity_id,
    entities.entity_type,
    mode(entities.name) as entity,
    mode(entities.role) as usual_role,
    count(*) as mentions,
    count(distinct entities.article_id) as articles,
    list_sort(list_distinct(list(entities.text))) as printed_as,
    count(distinct article_families.family_id) as families,
    count(*) filter (where article_families.came_first) as mentions_once
from entities
left join article_families on entities.article_id = article_families.article_id
group by
    entities.entity_id,
    entities.entity_type;

-- Who and what is named, how often, and in how many articles.
-- grain: an entity
-- key: entity_id
create or replace view named_entities as
select
    entities.entity_id,
    entities.entity_type,
    mode(entities.name) as entity,
    mode(entities.role) as usual_role,
    count(*) as mentions,
    count(distinct entities.article_id) as articles,
    list_sort(list_distinct(list(entities.text))) as printed_as
from entities
group by
    entities.entity_id,
    entities.entity_type;

-- The names that this load brings.
-- grain: a name of one type
-- key: entity_type, name
select
    entities.entity_type,
    entities.name,
    min(entities.entity_id) as name_id
from entities
anti join entity_names
    on
        entities.entity_type = entity_names.entity_type
        and entities.name = entity_names.name
where entities.load_id = $this_load
group by all
order by all;

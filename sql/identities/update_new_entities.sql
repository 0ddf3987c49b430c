-- Gives this load's mentions the entities that their names stand for.
update entities
set entity_id = entity_names.entity_id
from entity_names
where
    entities.load_id = $this_load
    and entities.entity_type = entity_names.entity_type
    and entities.name = entity_names.name
    and entities.entity_id <> entity_names.entity_id;

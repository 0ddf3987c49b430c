-- The names of these ids.
-- grain: a name
-- key: entity_type, name
-- reads: asked_ids: name_id
select
    entity_names.name_id,
    entity_names.entity_type,
    entity_names.name
from entity_names
semi join asked_ids on entity_names.name_id = asked_ids.name_id
order by all;

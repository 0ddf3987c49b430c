-- Gives the mentions of names whose entity changed the new one, whichever load wrote them.
update entities
set entity_id = changed_names.entity_id
from changed_names
where
    entities.entity_type = changed_names.entity_type
    and entities.name = changed_names.name
    and entities.entity_id <> changed_names.entity_id;

-- Gives each name its entity as it is now.
update entity_names
set entity_id = changed_names.entity_id
from changed_names
where
    entity_names.entity_type = changed_names.entity_type
    and entity_names.name = changed_names.name;

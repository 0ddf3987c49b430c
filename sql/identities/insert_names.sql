-- Adds names, each an entity of its own at first.
-- reads: new_names: entity_type, name, name_id, block
insert into entity_names (entity_type, name, name_id, entity_id, block, outside_id)
select
    new_names.entity_type,
    new_names.name,
    new_names.name_id,
    new_names.name_id as entity_id,
    new_names.block,
    null as outside_id
from new_names;

-- The names whose entity is another one now.
-- grain: a name
-- key: entity_type, name
-- reads: entity_of: name_id, entity_id, of those that are merged
create or replace temp table changed_names as
select
    entity_names.entity_type,
    entity_names.name,
    entity_names.entity_id as older_id,
    coalesce(entity_of.entity_id, entity_names.name_id) as entity_id
from entity_names
left join entity_of on entity_names.name_id = entity_of.name_id
where entity_names.entity_id <> coalesce(entity_of.entity_id, entity_names.name_id);

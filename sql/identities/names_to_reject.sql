-- The names that a person means by a name or an id: those of that id, or spelled so.
-- grain: a name_id
-- key: name_id
-- reads: asked: entity, key
select
    entity_names.name_id,
    max(entity_names.name) as full_name,
    max(entity_names.block) as block
from entity_names
cross join asked
where
    entity_names.name_id = asked.entity
    or entity_names.name = asked.entity
    or lower(entity_names.name) = asked.key
group by entity_names.name_id
order by all;

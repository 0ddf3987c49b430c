-- Marks the places that articles name, each with the spelling that it is known by, whichever came first.
-- grain: a place
-- key: entity_id
-- name: of the spellings of the name that gave the place its id, else of all that it has, the last in order of their
-- letters, which prefers Atlanta to ATLANTA
create or replace temp table named_places as
select
    entity_names.entity_id,
    coalesce(
        max(entity_names.name) filter (entity_names.name_id = entity_names.entity_id), max(entity_names.name)
    ) as place_name
from entity_names
where entity_names.entity_type = 'PLACE'
group by entity_names.entity_id;

-- The places whose names were not looked up yet.
-- grain: a place
-- key: entity_id
select
    entity_names.entity_id,
    coalesce(
        max(entity_names.name) filter (entity_names.name_id = entity_names.entity_id), max(entity_names.name)
    ) as place_name
from entity_names
anti join places on entity_names.entity_id = places.entity_id
where entity_names.entity_type = 'PLACE'
group by entity_names.entity_id
order by all;

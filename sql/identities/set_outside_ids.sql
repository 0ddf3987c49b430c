-- Gives the names that a reference list has their outside id there, and takes it from those that it has no more.
-- reads: reference_names: name_id, into_id, into_name, outside_id
update entity_names
set outside_id = found.outside_id
from (
    select
        known.entity_type,
        known.name,
        reference_names.outside_id
    from entity_names as known
    left join reference_names on known.name_id = reference_names.name_id
    where known.outside_id is distinct from reference_names.outside_id
) as found
where
    entity_names.entity_type = found.entity_type
    and entity_names.name = found.name;

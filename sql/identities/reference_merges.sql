-- The names that a reference list gives as others for one of its own.
-- grain: a name_id
-- key: name_id
-- reads: reference_names: name_id, into_id, into_name, outside_id
select distinct
    reference_names.name_id,
    reference_names.into_id,
    reference_names.outside_id
from reference_names
semi join entity_names on reference_names.name_id = entity_names.name_id
where reference_names.name_id <> reference_names.into_id
order by all;

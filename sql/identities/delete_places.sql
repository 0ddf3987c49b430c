-- Removes the places that no name stands for any more.
delete from places
where places.entity_id not in (
    select entity_names.entity_id
    from entity_names
    where entity_names.entity_type = 'PLACE'
);

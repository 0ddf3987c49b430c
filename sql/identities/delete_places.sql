-- Removes the places that no name stands for any more, and those now known by another spelling, to be looked up again.
-- reads: named_places
delete from places
where (places.entity_id, places.name) not in (
    select
        named_places.entity_id,
        named_places.place_name
    from named_places
);

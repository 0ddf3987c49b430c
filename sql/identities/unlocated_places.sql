-- The places whose names were not looked up yet.
-- grain: a place
-- key: entity_id
-- reads: named_places
select
    named_places.entity_id,
    named_places.place_name
from named_places
anti join places on named_places.entity_id = places.entity_id
order by named_places.entity_id;

-- Adds where places lie.
-- reads: new_places, in the schema of places
insert into places (entity_id, name, country_code, country, latitude, longitude, geonames_id, method)
select
    new_places.entity_id,
    new_places.name,
    new_places.country_code,
    new_places.country,
    new_places.latitude,
    new_places.longitude,
    new_places.geonames_id,
    new_places.method
from new_places;

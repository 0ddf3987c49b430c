-- Each mention of a place, with where it lies: as its article tells, else as its name does.
-- grain: a mention of a place
-- key: mention_id
create or replace view located_mentions as
select
    entities.mention_id,
    entities.article_id,
    entities.entity_id,
    entities.name,
    coalesce(article_places.country_code, places.country_code) as country_code,
    coalesce(article_places.country, places.country) as country,
    if(article_places.method is null, places.latitude, article_places.latitude) as latitude,
    if(article_places.method is null, places.longitude, article_places.longitude) as longitude,
    if(article_places.method is null, places.geonames_id, article_places.geonames_id) as geonames_id,
    coalesce(article_places.method, places.method) as located_by
from entities
inner join places on entities.entity_id = places.entity_id
left join article_places
    on
        entities.article_id = article_places.article_id
        and entities.entity_id = article_places.entity_id
where entities.entity_type = 'PLACE';

-- Adds where places lie in single articles.
-- reads: new_article_places, in the schema of article_places
insert into article_places (
    article_id, entity_id, name, country_code, country, latitude, longitude, geonames_id, method
)
select
    new_article_places.article_id,
    new_article_places.entity_id,
    new_article_places.name,
    new_article_places.country_code,
    new_article_places.country,
    new_article_places.latitude,
    new_article_places.longitude,
    new_article_places.geonames_id,
    new_article_places.method
from new_article_places;

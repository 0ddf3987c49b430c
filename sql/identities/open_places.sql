-- The places of this load's articles that their names alone do not locate, with the countries that the article names.
-- grain: a place in an article
-- key: article_id, entity_id
with

mentioned as (
    select distinct
        entities.article_id,
        entities.entity_id,
        entities.name
    from entities
    where
        entities.load_id = $this_load
        and entities.entity_type = 'PLACE'
),

countries as (
    select
        mentioned.article_id,
        list(distinct places.country_code order by places.country_code) as country_codes
    from mentioned
    inner join places on mentioned.entity_id = places.entity_id
    where places.method in ('country', 'state')
    group by mentioned.article_id
)

select
    mentioned.article_id,
    mentioned.entity_id,
    min(mentioned.name) as place_name,
    any_value(countries.country_codes) as country_codes
from mentioned
inner join places on mentioned.entity_id = places.entity_id
inner join countries on mentioned.article_id = countries.article_id
where places.method = 'unknown'
group by all
order by all;

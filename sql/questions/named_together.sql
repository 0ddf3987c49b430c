-- Who is named with whom: pairs of people that share the most articles.
-- grain: a pair of people
-- key: person, companion
with

people as (
    select
        entities.article_id,
        entities.entity_id,
        any_value(articles.family_id) as family_id,
        mode(entities.name) as person
    from entities
    inner join articles on entities.article_id = articles.article_id
    where entities.entity_type = 'PERSON'
    group by
        entities.article_id,
        entities.entity_id
)

select
    mode(people.person) as person,
    mode(companions.person) as companion,
    count(*) as articles,
    count(distinct people.family_id) as families
from people
inner join people as companions
    on
        people.article_id = companions.article_id
        and people.entity_id < companions.entity_id
group by
    people.entity_id,
    companions.entity_id
order by
    articles desc,
    person asc,
    companion asc
limit 20;

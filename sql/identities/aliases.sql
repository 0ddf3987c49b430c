-- The acronyms, with the names that articles print beside them.
-- grain: an acronym and a name
-- key: entity_type, alias, name_id
select
    entity_aliases.entity_type,
    entity_aliases.alias,
    entity_names.name_id,
    max(entity_names.name) as full_name,
    count(distinct entity_aliases.article_id) as articles,
    min(entity_aliases.article_id) as evidence
from entity_aliases
inner join entity_names
    on
        entity_aliases.entity_type = entity_names.entity_type
        and entity_aliases.name = entity_names.name
group by all
order by all;

-- Adds the acronyms that this load's articles print beside the names they stand for.
insert into entity_aliases (article_id, entity_type, alias, name)
select distinct
    entities.article_id,
    entities.entity_type,
    entities.text,
    entities.name
from entities
where
    entities.load_id = $this_load
    and entities.entity_type = 'ORG'
    and entities.text <> entities.name
    and regexp_full_match(entities.text, '[A-Z](\.?[A-Z]){1,7}\.?');

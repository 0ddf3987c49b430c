-- The merges, the surest first within each reason; all, or those of one name or id.
-- grain: a pair of names, or a rejected name
-- key: name_id, into_id
select
    entity_merges.status,
    entity_merges.entity_type,
    entity_merges.name,
    entity_merges.into_name,
    entity_merges.reason,
    entity_merges.score,
    entity_merges.name_id
from entity_merges
where
    $entity is null
    or entity_merges.name ilike $entity
    or entity_merges.into_name ilike $entity
    or entity_merges.name_id = $entity
    or entity_merges.into_id = $entity
order by
    entity_merges.reason asc,
    entity_merges.score desc,
    entity_merges.into_name asc,
    entity_merges.name asc;

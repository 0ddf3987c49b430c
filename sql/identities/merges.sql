-- Every merge that is known, with what each id's fullest name and outside id are.
-- grain: a pair of names, or a rejected name
-- key: name_id, into_id
select
    entity_merges.name_id,
    entity_merges.into_id,
    entity_merges.reason,
    entity_merges.score,
    entity_merges.evidence,
    entity_merges.block,
    entity_merges.status,
    entity_merges.load_id,
    entity_merges.merged_at
from entity_merges
order by all;

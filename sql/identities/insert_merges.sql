-- Writes every merge as it is now.
-- reads: new_merges, in the schema of entity_merges
insert into entity_merges (
    name_id,
    name,
    entity_type,
    into_id,
    into_name,
    reason,
    score,
    evidence,
    block,
    status,
    load_id,
    merged_at
)
select
    new_merges.name_id,
    new_merges.name,
    new_merges.entity_type,
    new_merges.into_id,
    new_merges.into_name,
    new_merges.reason,
    new_merges.score,
    new_merges.evidence,
    new_merges.block,
    new_merges.status,
    new_merges.load_id,
    new_merges.merged_at
from new_merges;

-- Lets names that were rejected be merged again, and returns them with their blocks.
-- reads: asked: entity, key
delete from entity_merges
using asked
where
    entity_merges.status = 'rejected'
    and (
        entity_merges.name_id = asked.entity
        or entity_merges.name = asked.entity
        or lower(entity_merges.name) = asked.key
    )
returning
    entity_merges.name,
    entity_merges.block;

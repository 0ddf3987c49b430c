-- The names of the touched blocks, those with a rejected id left out.
-- grain: a name
-- key: name_id, name
-- reads: touched_blocks: block
with

rejected as (
    select entity_merges.name_id
    from entity_merges
    where entity_merges.status = 'rejected'
),

of_blocks as (
    select
        entity_names.block,
        entity_names.name_id,
        entity_names.entity_type,
        entity_names.name
    from entity_names
    semi join touched_blocks on entity_names.block = touched_blocks.block
    anti join rejected on entity_names.name_id = rejected.name_id
),

several as (
    select of_blocks.block
    from of_blocks
    group by of_blocks.block
    having count(distinct of_blocks.name_id) > 1
)

select
    of_blocks.block,
    of_blocks.name_id,
    of_blocks.entity_type,
    of_blocks.name
from of_blocks
semi join several on of_blocks.block = several.block
order by all;

-- The blocks of the names that this load mentions or that its articles gave up, where they hold more than one id.
-- grain: a block
-- key: block
-- reads: gone_blocks: block
with

touched as (
    select entity_names.block
    from entity_names
    semi join entities
        on
            entity_names.entity_type = entities.entity_type
            and entity_names.name = entities.name
            and entities.load_id = $this_load
    where entity_names.block is not null
    union
    select entity_names.block
    from entity_names
    semi join history.entities as older
        on
            entity_names.entity_type = older.entity_type
            and entity_names.name = older.name
            and older.superseded_by = $this_load
    where entity_names.block is not null
    union
    select gone_blocks.block
    from gone_blocks
    where gone_blocks.block is not null
)

select touched.block
from touched
order by touched.block;

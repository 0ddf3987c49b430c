-- Adds bytes of what was held, unless they are there already.
-- reads: new_kept, in the schema of kept without what the load knows
insert into kept (
    kept_id,
    kind,
    name,
    content_type,
    metadata,
    data,
    load_id,
    loaded_at
)
select
    new_kept.kept_id,
    new_kept.kind,
    new_kept.name,
    new_kept.content_type,
    new_kept.metadata,
    new_kept.data,
    $this_load as load_id,
    $started_at as loaded_at
from new_kept
where new_kept.kept_id not in (select kept.kept_id from kept);

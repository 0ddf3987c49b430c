-- Copies to history the entities of older loads whose article changed or went.
-- columns: those of entities (by definition, hence the star), when they gave way, and to which load
-- reads: superseded
insert into history.entities by name
select
    entities.*,  -- noqa: AM04
    $started_at as superseded_at,
    $this_load as superseded_by
from entities
where
    entities.load_id <> $this_load
    and entities.article_id in (
        select superseded.article_id
        from superseded
        where superseded.is_changed
    );

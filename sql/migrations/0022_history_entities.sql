-- Creates history.entities.
-- grain: a row of entities that gave way to a newer version of its article
-- columns: those of entities (by definition, hence the star), when they gave way, and to which load
create table history.entities as
select
    entities.*,  -- noqa: AM04
    null::timestamptz as superseded_at,
    null::varchar as superseded_by
from entities
where false;

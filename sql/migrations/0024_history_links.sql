-- Creates history.links.
-- grain: a row of links that gave way to a newer version of its article
-- columns: those of links (by definition, hence the star), when they gave way, and to which load
create table history.links as
select
    links.*,  -- noqa: AM04
    null::timestamptz as superseded_at,
    null::varchar as superseded_by
from links
where false;

-- Creates history.quotes.
-- grain: a row of quotes that gave way to a newer version of its article
-- columns: those of quotes (by definition, hence the star), when they gave way, and to which load
create table history.quotes as
select
    quotes.*,  -- noqa: AM04
    null::timestamptz as superseded_at,
    null::varchar as superseded_by
from quotes
where false;

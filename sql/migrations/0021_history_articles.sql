-- Creates history.articles.
-- grain: a row of articles that gave way to a newer version of its article
-- columns: those of articles (by definition, hence the star), when they gave way, and to which load
create table history.articles as
select
    articles.*,  -- noqa: AM04
    null::timestamptz as superseded_at,
    null::varchar as superseded_by
from articles
where false;

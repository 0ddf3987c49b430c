-- Copies to history the links of older loads whose article changed or went.
-- columns: those of links (by definition, hence the star), when they gave way, and to which load
-- reads: superseded
insert into history.links by name
select
    links.*,  -- noqa: AM04
    $started_at as superseded_at,
    $this_load as superseded_by
from links
where
    links.load_id <> $this_load
    and links.article_id in (
        select superseded.article_id
        from superseded
        where superseded.is_changed
    );

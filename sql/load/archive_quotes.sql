-- Copies to history the quotes of older loads whose article changed or went.
-- columns: those of quotes (by definition, hence the star), when they gave way, and to which load
-- reads: superseded
insert into history.quotes by name
select
    quotes.*,  -- noqa: AM04
    $started_at as superseded_at,
    $this_load as superseded_by
from quotes
where
    quotes.load_id <> $this_load
    and quotes.article_id in (
        select superseded.article_id
        from superseded
        where superseded.is_changed
    );

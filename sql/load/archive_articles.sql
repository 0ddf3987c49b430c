-- Copies to history the articles of older loads whose article changed or went.
-- columns: those of articles (by definition, hence the star), when they gave way, and to which load
-- reads: superseded
insert into history.articles by name
select
    articles.*,  -- noqa: AM04
    $started_at as superseded_at,
    $this_load as superseded_by
from articles
where
    articles.load_id <> $this_load
    and articles.article_id in (
        select superseded.article_id
        from superseded
        where superseded.is_changed
    );

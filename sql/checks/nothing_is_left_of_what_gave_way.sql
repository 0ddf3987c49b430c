-- Of an article that gave way in a load no older row is left in any table: it would stand beside its successor's.
-- grain: a row that should have gone
with

left_over as (
    select
        'articles' as table_name,
        articles.article_id
    from articles
    where
        articles.load_id <> $this_load
        and articles.article_id in (select superseded.article_id from superseded)
    union all
    select
        'entities' as table_name,
        entities.article_id
    from entities
    where
        entities.load_id <> $this_load
        and entities.article_id in (select superseded.article_id from superseded)
    union all
    select
        'quotes' as table_name,
        quotes.article_id
    from quotes
    where
        quotes.load_id <> $this_load
        and quotes.article_id in (select superseded.article_id from superseded)
    union all
    select
        'links' as table_name,
        links.article_id
    from links
    where
        links.load_id <> $this_load
        and links.article_id in (select superseded.article_id from superseded)
)

select
    left_over.table_name,
    left_over.article_id
from left_over;

-- The row of a load counts what it wrote, so that a table that has lost rows since is found out.
-- grain: a load whose rows do not add up
with

article_rows as (
    select count(*) as row_count
    from articles
    where articles.load_id = $this_load
),

entity_rows as (
    select count(*) as row_count
    from entities
    where entities.load_id = $this_load
),

quote_rows as (
    select count(*) as row_count
    from quotes
    where quotes.load_id = $this_load
),

link_rows as (
    select count(*) as row_count
    from links
    where links.load_id = $this_load
),

counted as (
    select
        article_rows.row_count as articles,
        entity_rows.row_count as entities,
        quote_rows.row_count as quotes,
        link_rows.row_count as links
    from article_rows
    cross join entity_rows
    cross join quote_rows
    cross join link_rows
)

select
    loads.load_id,
    loads.articles as articles_recorded,
    counted.articles,
    loads.entities as entities_recorded,
    counted.entities,
    loads.quotes as quotes_recorded,
    counted.quotes,
    loads.links as links_recorded,
    counted.links
from loads
cross join counted
where
    loads.load_id = $this_load
    and (
        loads.articles <> counted.articles
        or loads.entities <> counted.entities
        or loads.quotes <> counted.quotes
        or loads.links <> counted.links
    );

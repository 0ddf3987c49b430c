-- How many rows the tables of articles have.
-- grain: one row
with

article_rows as (select count(*) as row_count from articles),

entity_rows as (select count(*) as row_count from entities),

quote_rows as (select count(*) as row_count from quotes),

link_rows as (select count(*) as row_count from links)

select
    article_rows.row_count as articles,
    entity_rows.row_count as entities,
    quote_rows.row_count as quotes,
    link_rows.row_count as links
from article_rows
cross join entity_rows
cross join quote_rows
cross join link_rows;

-- Each mention, quote and link has its article, written by the same load: none is an orphan or left from an older one.
-- grain: a row without its article
with

family as (
    select
        'entities' as table_name,
        entities.mention_id as row_id,
        entities.article_id,
        entities.load_id
    from entities
    where $this_load is null or entities.load_id = $this_load
    union all
    select
        'quotes' as table_name,
        quotes.quote_id as row_id,
        quotes.article_id,
        quotes.load_id
    from quotes
    where $this_load is null or quotes.load_id = $this_load
    union all
    select
        'links' as table_name,
        links.link_id as row_id,
        links.article_id,
        links.load_id
    from links
    where $this_load is null or links.load_id = $this_load
)

select
    family.table_name,
    family.row_id,
    family.article_id
from family
anti join articles
    on
        family.article_id = articles.article_id
        and family.load_id = articles.load_id;

-- Each mention, quote and link in the history has its article there, which gave way in the same load.
-- grain: a row of the history without its article
with

family as (
    select
        'history.entities' as table_name,
        history.entities.mention_id as row_id,
        history.entities.article_id,
        history.entities.superseded_by
    from history.entities
    union all
    select
        'history.quotes' as table_name,
        history.quotes.quote_id as row_id,
        history.quotes.article_id,
        history.quotes.superseded_by
    from history.quotes
    union all
    select
        'history.links' as table_name,
        history.links.link_id as row_id,
        history.links.article_id,
        history.links.superseded_by
    from history.links
)

select
    family.table_name,
    family.row_id,
    family.article_id,
    family.superseded_by
from family
anti join history.articles as gone
    on
        family.article_id = gone.article_id
        and family.superseded_by = gone.superseded_by;

-- Each row was written, or gave way, in a load that the ledger has as published: none comes from elsewhere.
-- grain: a load_id that the ledger does not know
with

written as (
    select
        'articles' as table_name,
        articles.load_id
    from articles
    union all
    select
        'documents' as table_name,
        documents.load_id
    from documents
    union all
    select
        'files' as table_name,
        files.load_id
    from files
    union all
    select
        'history.articles' as table_name,
        history.articles.superseded_by as load_id
    from history.articles
)

select
    written.table_name,
    written.load_id,
    count(*) as row_count
from written
left join loads on written.load_id = loads.load_id and loads.status = 'published'
where loads.load_id is null
group by
    written.table_name,
    written.load_id
order by
    written.table_name,
    written.load_id;

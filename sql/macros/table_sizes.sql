-- How many rows each table has that only loads write to.
create or replace macro table_sizes() as table
    select
        'articles' as table_name,
        count(*) as row_count
    from main.articles
    union all
    select
        'entities' as table_name,
        count(*) as row_count
    from main.entities
    union all
    select
        'quotes' as table_name,
        count(*) as row_count
    from main.quotes
    union all
    select
        'links' as table_name,
        count(*) as row_count
    from main.links
    union all
    select
        'documents' as table_name,
        count(*) as row_count
    from main.documents
    union all
    select
        'files' as table_name,
        count(*) as row_count
    from main.files
    union all
    select
        'quarantine' as table_name,
        count(*) as row_count
    from main.quarantine
    union all
    select
        'history.articles' as table_name,
        count(*) as row_count
    from history.articles
    union all
    select
        'history.entities' as table_name,
        count(*) as row_count
    from history.entities
    union all
    select
        'history.quotes' as table_name,
        count(*) as row_count
    from history.quotes
    union all
    select
        'history.links' as table_name,
        count(*) as row_count
    from history.links
    union all
    select
        'history.documents' as table_name,
        count(*) as row_count
    from history.documents;

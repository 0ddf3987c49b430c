-- What each table holds, in a number: the same for the same rows in any order, another for other rows.
-- grain: a table
-- key: table_name
with

fingerprints as (
    select
        'articles' as table_name,
        count(*) as row_count,
        coalesce(sum(hash(one)), 0)::varchar as fingerprint
    from main.articles as one  -- noqa: AL05
    union all
    select
        'entities' as table_name,
        count(*) as row_count,
        coalesce(sum(hash(one)), 0)::varchar as fingerprint
    from main.entities as one  -- noqa: AL05
    union all
    select
        'quotes' as table_name,
        count(*) as row_count,
        coalesce(sum(hash(one)), 0)::varchar as fingerprint
    from main.quotes as one  -- noqa: AL05
    union all
    select
        'links' as table_name,
        count(*) as row_count,
        coalesce(sum(hash(one)), 0)::varchar as fingerprint
    from main.links as one  -- noqa: AL05
    union all
    select
        'documents' as table_name,
        count(*) as row_count,
        coalesce(sum(hash(one)), 0)::varchar as fingerprint
    from main.documents as one  -- noqa: AL05
    union all
    select
        'files' as table_name,
        count(*) as row_count,
        coalesce(sum(hash(one)), 0)::varchar as fingerprint
    from main.files as one  -- noqa: AL05
    union all
    select
        'history.articles' as table_name,
        count(*) as row_count,
        coalesce(sum(hash(one)), 0)::varchar as fingerprint
    from history.articles as one  -- noqa: AL05
    union all
    select
        'history.entities' as table_name,
        count(*) as row_count,
        coalesce(sum(hash(one)), 0)::varchar as fingerprint
    from history.entities as one  -- noqa: AL05
    union all
    select
        'history.quotes' as table_name,
        count(*) as row_count,
        coalesce(sum(hash(one)), 0)::varchar as fingerprint
    from history.quotes as one  -- noqa: AL05
    union all
    select
        'history.links' as table_name,
        count(*) as row_count,
        coalesce(sum(hash(one)), 0)::varchar as fingerprint
    from history.links as one  -- noqa: AL05
    union all
    select
        'history.documents' as table_name,
        count(*) as row_count,
        coalesce(sum(hash(one)), 0)::varchar as fingerprint
    from history.documents as one  -- noqa: AL05
)

select
    fingerprints.table_name,
    fingerprints.row_count,
    fingerprints.fingerprint
from fingerprints
order by fingerprints.table_name;

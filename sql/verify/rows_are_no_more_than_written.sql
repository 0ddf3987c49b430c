-- Of what a load wrote no more rows stand, or gave way, than it counted: none came in twice.
-- grain: a load of which there are too many rows
with

standing as (
    select articles.load_id
    from articles
    union all
    select history.articles.load_id
    from history.articles
),

counted as (
    select
        standing.load_id,
        count(*) as row_count
    from standing
    group by standing.load_id
)

select
    loads.load_id,
    loads.articles as articles_written,
    counted.row_count as articles_found
from loads
inner join counted on loads.load_id = counted.load_id
where counted.row_count > loads.articles;

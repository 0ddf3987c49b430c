-- Parts the articles into chunks of so many in the order in which they lie in the file.
-- grain: a chunk
-- key: first_row
with

numbered as (
    select
        articles.rowid as row_no,
        (row_number() over (order by articles.rowid) - 1) // $chunk_size::bigint as chunk_no
    from articles
)

select
    min(numbered.row_no) as first_row,
    max(numbered.row_no) as last_row,
    count(*) as articles
from numbered
group by numbered.chunk_no
order by first_row;

-- An article has one current version: of the one it replaces no row may be left.
-- grain: an article that stands more than once
with

written as (
    select articles.article_id
    from articles
    where ($this_load is null or articles.load_id = $this_load)
)

select
    articles.article_id,
    count(*) as row_count
from articles
where articles.article_id in (select written.article_id from written)
group by articles.article_id
having count(*) > 1;

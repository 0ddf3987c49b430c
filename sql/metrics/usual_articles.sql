-- How many articles a load usually has: the median of the last 20 published loads that had any.
-- grain: one row
-- usual: null where fewer than five loads say so
with

last_loads as (
    select loads.articles
    from loads
    where
        loads.status = 'published'
        and loads.articles > 0
    order by loads.started_at desc
    limit 20
)

select if(count(*) >= 5, median(last_loads.articles), null) as usual
from last_loads;

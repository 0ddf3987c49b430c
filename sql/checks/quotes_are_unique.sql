-- A quote is written once: one that stands twice would be counted twice.
-- grain: an id that stands more than once
select
    quotes.quote_id,
    count(*) as row_count
from quotes
where ($this_load is null or quotes.load_id = $this_load)
group by quotes.quote_id
having count(*) > 1;

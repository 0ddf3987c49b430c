-- A link is written once: one that stands twice would be counted twice.
-- grain: an id that stands more than once
select
    links.link_id,
    count(*) as row_count
from links
where ($this_load is null or links.load_id = $this_load)
group by links.link_id
having count(*) > 1;

-- A load has an id of its own: by it the rows that it wrote are told from older ones.
-- grain: a load that stands more than once
select
    loads.load_id,
    count(*) as row_count
from loads
where ($this_load is null or loads.load_id = $this_load)
group by loads.load_id
having count(*) > 1;

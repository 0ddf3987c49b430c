-- A mention is written once: an article read twice in one load would double its mentions.
-- grain: an id that stands more than once
select
    entities.mention_id,
    count(*) as row_count
from entities
where ($this_load is null or entities.load_id = $this_load)
group by entities.mention_id
having count(*) > 1;

-- The loads that wrote rows, by which a published file is held against the private one.
-- grain: a load
-- key: load_id
-- By their ids, not their times: a clock may be set back.
select loads.load_id
from loads
where loads.status = 'published';

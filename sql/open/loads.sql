-- The loads that wrote rows, in brief, by which a published file is held against the private one.
-- grain: one row
-- Their number tells a load that a clock set back puts before older ones.
select
    count(*) as load_count,
    max_by(loads.load_id, loads.finished_at) as last_load_id
from loads
where loads.status = 'published';

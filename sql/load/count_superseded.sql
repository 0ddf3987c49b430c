-- How many records give way in this load.
-- grain: one row
select count(*) as giving_way
from superseded;

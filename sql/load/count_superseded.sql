-- How many articles give way in this load.
-- grain: one row
select count(*) as superseded_articles
from superseded;

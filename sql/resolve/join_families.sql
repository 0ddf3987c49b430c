-- Gives the members of families that were found to be one the id of that one.
-- reads: joined, a frame of family_id and its new_id
update article_prints
set family_id = joined.new_id
from joined
where article_prints.family_id = joined.family_id;

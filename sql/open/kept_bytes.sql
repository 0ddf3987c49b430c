-- How many bytes of what was held are kept.
-- grain: one row
select coalesce(sum(octet_length(kept.data)), 0)::bigint as kept_bytes
from kept;

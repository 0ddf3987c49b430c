-- The records that a load read are those loaded, unchanged, duplicate and held: none is lost silently.
-- grain: a load whose records do not add up
select
    loads.load_id,
    loads.records
from loads
where
    loads.load_id = $this_load
    and loads.records.found
    <> loads.records.loaded + loads.records.unchanged + loads.records.duplicate + loads.records.held;

-- Marks what this load tried again, whether it passed or not.
-- reads: replayed, the quarantine_id of each
update quarantine
set replayed_in = $this_load
where quarantine.quarantine_id in (select replayed.quarantine_id from replayed);

-- Adds to quarantine the load that tried it again.
-- grain: something that was held back, and why
-- key: quarantine_id
alter table quarantine add column replayed_in varchar;

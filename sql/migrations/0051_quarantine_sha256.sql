-- Adds to quarantine the hash of the file that held it.
-- grain: something that was held back, and why
-- key: quarantine_id
alter table quarantine add column sha256 varchar;

-- Adds to quarantine when a load last met it.
-- grain: something that was held back, and why
-- key: quarantine_id
alter table quarantine add column last_seen_at timestamptz;

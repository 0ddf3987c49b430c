-- Adds to quarantine which bytes were kept of it.
-- grain: something that was held back, and why
-- key: quarantine_id
alter table quarantine add column kept_id varchar;

-- What is held back now, and why.
-- grain: something held back
-- key: quarantine_id
create or replace view quarantine_open as
select
    quarantine.quarantine_id,
    quarantine.stage,
    quarantine.code,
    quarantine.message,
    quarantine.path,
    quarantine.table_name,
    quarantine.article_id,
    quarantine.row,
    quarantine.first_seen_at
from quarantine
where quarantine.resolved_at is null;

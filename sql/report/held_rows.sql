-- Everything that one load held back, and why: the query that the quality report prints.
-- grain: a row of the quarantine
-- key: quarantine_id
select
    quarantine.stage,
    quarantine.code,
    quarantine.message,
    quarantine.path,
    quarantine.record_no,
    quarantine.article_id,
    quarantine.table_name,
    quarantine.row
from quarantine
where quarantine.load_id = $load_id
order by
    quarantine.stage,
    quarantine.code,
    quarantine.path,
    quarantine.record_no;

-- The last 20 audits, the oldest first: the chart in the report of an audit.
-- grain: an audit
with

last_audits as (
    select
        audits.started_at,
        audits.articles,
        audits.verdict
    from audits
    order by audits.started_at desc
    limit 20
)

select
    last_audits.started_at,
    last_audits.articles,
    last_audits.verdict
from last_audits
order by last_audits.started_at;

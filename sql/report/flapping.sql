-- Expectations that hold in one run and fail in the next, the busiest first: for the report of an audit.
-- grain: an expectation
select
    flapping_expectations.table_name,
    flapping_expectations.expectation,
    flapping_expectations.severity,
    flapping_expectations.runs,
    flapping_expectations.failures,
    flapping_expectations.changes
from flapping_expectations
order by
    flapping_expectations.changes desc,
    flapping_expectations.expectation asc
limit 20;

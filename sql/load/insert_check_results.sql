-- Adds what the checks of this load found.
-- reads: new_check_results, in the schema of check_results without what the load knows
insert into check_results (
    load_id,
    table_name,
    expectation,
    column_name,
    severity,
    why,
    checked,
    failed,
    success,
    could_not_run,
    observed,
    allowed,
    checked_at
)
select
    $this_load as load_id,
    new_check_results.table_name,
    new_check_results.expectation,
    new_check_results.column_name,
    new_check_results.severity,
    new_check_results.why,
    new_check_results.checked,
    new_check_results.failed,
    new_check_results.success,
    new_check_results.could_not_run,
    new_check_results.observed,
    new_check_results.allowed,
    $started_at as checked_at
from new_check_results;

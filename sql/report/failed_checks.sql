-- Every check of one load that found something: the query that the quality report prints where the gate was closed.
-- grain: a check
-- key: table_name, expectation
select
    check_results.table_name,
    check_results.expectation,
    check_results.severity,
    check_results.checked,
    check_results.failed,
    check_results.could_not_run,
    check_results.observed,
    check_results.why
from check_results
where check_results.load_id = $load_id and not check_results.success
order by
    check_results.table_name,
    check_results.expectation;

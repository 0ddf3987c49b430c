-- Expectations that hold in one run and fail in the next: at least three changes within their last 20 runs.
-- grain: an expectation
-- key: table_name, expectation, column_name
-- A check that cannot make up its mind is soon ignored: mend its threshold, or the data.
create or replace view flapping_expectations as
with

runs as (
    select
        check_results.table_name,
        check_results.expectation,
        check_results.severity,
        check_results.success,
        check_results.checked_at,
        check_results.load_id,
        coalesce(check_results.column_name, '') as column_name
    from check_results
    qualify
        row_number() over (
            partition by check_results.table_name, check_results.expectation, coalesce(check_results.column_name, '')
            order by check_results.checked_at desc, check_results.load_id desc
        ) <= 20
),

turns as (
    select
        runs.table_name,
        runs.expectation,
        runs.column_name,
        runs.severity,
        runs.success,
        runs.checked_at,
        runs.success <> coalesce(
            lag(runs.success) over (
                partition by runs.table_name, runs.expectation, runs.column_name
                order by runs.checked_at, runs.load_id
            ),
            runs.success
        ) as is_turn
    from runs
)

select
    turns.table_name,
    turns.expectation,
    turns.column_name,
    max_by(turns.severity, turns.checked_at) as severity,
    count(*) as runs,
    count(*) filter (where not turns.success) as failures,
    count(*) filter (where turns.is_turn) as changes,
    max(turns.checked_at) filter (where not turns.success) as last_failed_at
from turns
group by
    turns.table_name,
    turns.expectation,
    turns.column_name
having count(*) filter (where turns.is_turn) >= 3;

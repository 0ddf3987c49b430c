-- Creates run_metrics.
-- grain: what one run measured of one source, or of all of them, and how that compares with its last runs
-- key: load_id, source, metric
-- columns: as declared in flows/warehouse/ledger.py; docs/data-dictionary.md says what each holds
create table run_metrics (
    load_id varchar not null,
    source varchar not null,
    metric varchar not null,
    value double not null,
    spread double,
    articles bigint not null,
    runs integer not null,
    median double,
    low double,
    high double,
    verdict varchar not null,
    measured_at timestamptz not null
);

-- Creates audits.
-- grain: a run of audit-warehouse that came to an end
-- key: audit_id; its check_results carry it as their load_id
-- columns: as declared in flows/warehouse/ledger.py; docs/data-dictionary.md says what each holds
create table audits (
    audit_id varchar not null,
    started_at timestamptz not null,
    finished_at timestamptz not null,
    articles bigint not null,
    entities bigint not null,
    quotes bigint not null,
    links bigint not null,
    checks integer not null,
    failed integer not null,
    flow_run_id varchar,
    verdict varchar not null,
    message varchar
);

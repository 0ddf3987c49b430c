-- Creates loads.
-- grain: a run of load-articles that came to an end
-- key: load_id
-- columns: as declared in flows/warehouse/ledger.py; docs/data-dictionary.md says what each holds
create table loads (
    load_id varchar not null,
    started_at timestamptz not null,
    finished_at timestamptz not null,
    status varchar not null,
    files_found integer not null,
    files_loaded integer not null,
    files_unchanged integer not null,
    files_duplicate integer not null,
    files_quarantined integer not null,
    articles integer not null,
    entities integer not null,
    quotes integer not null,
    links integer not null,
    quarantined integer not null,
    parser_version varchar not null,
    copydesk_version varchar not null,
    flow_run_id varchar,
    verdict varchar not null,
    message varchar
);

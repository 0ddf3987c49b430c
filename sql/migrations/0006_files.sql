-- Creates files.
-- grain: a file that a load has taken in, as that load found it
-- key: file_id
-- columns: as declared in flows/warehouse/ledger.py; docs/data-dictionary.md says what each holds
create table files (
    file_id varchar not null,
    path varchar not null,
    sha256 varchar,
    bytes bigint,
    modified_at timestamptz,
    status varchar not null,
    duplicate_of varchar,
    encoding varchar,
    records integer,
    load_id varchar not null,
    loaded_at timestamptz not null,
    first_seen_at timestamptz not null
);

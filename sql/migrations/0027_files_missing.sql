-- Adds to files since when a file is gone: its articles stay.
alter table files add column missing_since timestamptz;

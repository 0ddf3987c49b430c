-- Adds to files how the encoding of its text was found.
-- grain: a file that a load has taken in, as that load found it
-- key: file_id
alter table files add column encoding_method varchar;

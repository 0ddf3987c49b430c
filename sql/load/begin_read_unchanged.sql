-- The records that this load reads and that are in the warehouse as they are.
-- grain: a record
-- key: article_id
create or replace temp table read_unchanged (
    article_id varchar not null,
    file_id varchar not null
);

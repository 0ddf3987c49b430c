-- The duplicates of older loads that this load parses, because the record that stood for them has changed or gone.
-- grain: a record
-- key: article_id
create or replace temp table promoted (article_id varchar not null);

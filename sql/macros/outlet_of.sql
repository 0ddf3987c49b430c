-- The outlet whose articles are measured together: the source, else the host of the address, else '(not printed)'.
create or replace macro outlet_of(source, url) as
coalesce(
    nullif(trim(source), ''),
    nullif(regexp_extract(lower(url), '^https?://(?:www[.])?([^/?#:]+)', 1), ''),
    '(not printed)'
);

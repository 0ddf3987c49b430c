-- The same for two spellings of one address: as bare_url, and the case of the host does not count.
create or replace macro url_key(url) as
nullif(
    lower(regexp_extract(bare_url(url), '^[^/?]*')) || regexp_extract(bare_url(url), '[/?].*$'),
    ''
);

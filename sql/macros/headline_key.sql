-- The same for two printings of one headline: case, quotation marks, punctuation and white space do not count.
create or replace macro headline_key(headline) as
nullif(trim(regexp_replace(lower(nfc_normalize(headline)), '[^\p{L}\p{M}\p{N}]+', ' ', 'g')), '');

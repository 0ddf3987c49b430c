-- The texts that this load held: their duplicates are parsed too, and held for themselves.
-- grain: a text
create or replace temp table held_keys (repeat_key varchar not null);

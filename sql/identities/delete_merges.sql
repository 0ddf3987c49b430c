-- Removes the merges, to be written as they are now.
delete from entity_merges;

-- Adds to loads what became of the records that were read.
alter table loads add column records struct(
    found integer, loaded integer, unchanged integer, duplicate integer, held integer
);

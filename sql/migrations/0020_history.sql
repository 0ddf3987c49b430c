-- Creates the schema of what gave way: the rows of an article's older versions.
create schema history;

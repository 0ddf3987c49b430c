-- Adds articles.keywords: the words and topics that the file's format files the article under.
-- grain: an article, its current version
-- key: article_id
-- Without a default: DuckDB 1.5.5 ends in an internal error where a list is the default and the table has many rows.
alter table articles add column keywords varchar[];

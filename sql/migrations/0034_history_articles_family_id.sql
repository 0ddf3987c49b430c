-- Adds history.articles.family_id: the family that a superseded version was of.
-- grain: a row of articles that gave way to a newer version of its article
alter table history.articles add column family_id varchar;

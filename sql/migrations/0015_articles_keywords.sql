-- Adds articles.keywords: the words and topics that the file's format files the article under; none in older rows.
-- grain: an article, its current version
-- key: article_id
alter table articles add column keywords varchar[] default [];

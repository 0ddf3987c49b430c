-- Makes articles.keywords a list always, an empty one where no format gives any.
-- grain: an article, its current version
-- key: article_id
alter table articles alter column keywords set not null;

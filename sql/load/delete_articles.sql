-- Removes the articles that older loads wrote for the articles that give way.
-- reads: superseded
delete from articles
where
    articles.load_id <> $this_load
    and articles.article_id in (select superseded.article_id from superseded);

-- Removes the quotes that older loads wrote for the articles that give way.
-- reads: superseded
delete from quotes
where
    quotes.load_id <> $this_load
    and quotes.article_id in (select superseded.article_id from superseded);

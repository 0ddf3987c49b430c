-- Removes the links that older loads wrote for the articles that give way.
-- reads: superseded
delete from links
where
    links.load_id <> $this_load
    and links.article_id in (select superseded.article_id from superseded);

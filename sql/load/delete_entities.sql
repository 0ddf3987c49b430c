-- Removes the entities that older loads wrote for the articles that give way.
-- reads: superseded
delete from entities
where
    entities.load_id <> $this_load
    and entities.article_id in (select superseded.article_id from superseded);
